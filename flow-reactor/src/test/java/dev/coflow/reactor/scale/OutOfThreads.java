package dev.coflow.reactor.scale;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
import dev.coflow.Turn;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The program that {@link OutOfThreadsTest} runs where the system gives some threads and no more. It takes all of them for bodies
 * that are suspended, and tries in that state what needs another. Everything is tried with threads to be had first.
 */
final class OutOfThreads {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int ENOUGH = 10_000;
    private static final int ROUNDS = 3;

    private final AtomicInteger live = new AtomicInteger();

    private OutOfThreads() {}

    public static void main(String[] arguments) {
        OutOfThreads program = new OutOfThreads();
        program.tryOut(false);
        for (int round = 0; round < ROUNDS; round++) {
            program.tryOut(true);
        }
        System.out.println("all bodies ended");
    }

    private void tryOut(boolean exhausted) {
        until("the threads of what has ended are idle", OutOfThreads::allThreadsWait);
        Prepared pull = new Prepared(once());
        Prepared merge = new Prepared(Flow.merge(List.of(Flow.of("a", "b"), once()), 1));
        Prepared steps = new Prepared(
                Flow.merge(List.of(Flow.fromSteps(OutOfThreads::hopping), Flow.fromSteps(OutOfThreads::hopping)), 1));
        Deque<Reader> suspended = new ArrayDeque<>();
        if (exhausted) {
            Throwable refused = exhaust(suspended);
            require("the body that gets no thread fails and says so", isRefusal(refused), refused);
            Reader threaded = read(Flow.merge(Flow.threaded(() -> List.of("1")), Flow.of("a")));
            threaded.request(Long.MAX_VALUE);
            until("an iterable that gets no thread fails", () -> threaded.error instanceof OutOfMemoryError);
            System.out.println("refused after " + suspended.size() + " more: " + refused.getMessage());
        }
        String last = exhausted ? "refused" : "1";
        require("a body that pulls one goes on", pull.result().equals(last), pull.result());
        require(
                "a body that pulls a merge goes on",
                merge.result().equals(exhausted ? "arefused" : "a1b"),
                merge.result());
        require("the turns behind a body's are served", steps.result().equals("00112233"), steps.result());
        Reader hopping = read(ReactorFlow.toFlux(
                Flow.fromSteps(OutOfThreads::hopping),
                Schedulers.newSingle("a scheduler that has no thread yet", true)));
        hopping.request(Long.MAX_VALUE);
        until("a run that finds no thread to hop to completes", () -> hopping.completed);
        require("each item once", hopping.items.get() == 4, hopping.items);
        List.of(pull, merge, steps).forEach(Prepared::end);
        end(suspended);
    }

    /** A body has signalled its end before its thread may be taken for another. */
    private static boolean allThreadsWait() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("flow-"))
                .allMatch(thread ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Half of them by a cancel, the others by the demand they wait for. */
    private void end(Deque<Reader> suspended) {
        List<Reader> completing = new ArrayList<>();
        while (!suspended.isEmpty()) {
            Reader reader = suspended.poll();
            if (suspended.size() % 2 == 0) {
                reader.cancel();
            } else {
                reader.request(1);
                completing.add(reader);
            }
        }
        until("all bodies have ended", () -> live.get() == 0);
        until("those that were resumed complete", () -> completing.stream().allMatch(reader -> reader.completed));
    }

    /** Starts bodies until one fails, and returns why. */
    private Throwable exhaust(Deque<Reader> suspended) {
        for (int i = 0; i < ENOUGH; i++) {
            Reader reader = read(suspended());
            until("the body emits or fails", () -> reader.items.get() == 1 || reader.error != null);
            if (reader.error != null) {
                return reader.error;
            }
            suspended.add(reader);
        }
        throw new AssertionError("a body that gets no thread is required, but " + ENOUGH + " got one");
    }

    private static boolean isRefusal(Throwable error) {
        return error instanceof IllegalStateException
                && error.getMessage().contains("needs a thread of its own but none could be started")
                && error.getCause() instanceof OutOfMemoryError;
    }

    /** Emits twice, and is suspended in the second where one item is requested. */
    private Flow<String> suspended() {
        return Flow.generate(out -> {
            live.incrementAndGet();
            try {
                out.emit("1");
                out.emit("2");
            } finally {
                live.decrementAndGet();
            }
        });
    }

    private Flow<String> once() {
        return Flow.task(turn -> "1");
    }

    private static Steps<String> hopping() {
        int[] n = {0};
        return () -> {
            int i = n[0]++;
            return i == 8 ? Step.done() : i % 2 == 0 ? Step.cooperate() : Step.emit(Integer.toString(i / 2));
        };
    }

    private static Reader read(Publisher<String> flow) {
        Reader reader = new Reader();
        flow.subscribe(reader);
        return reader;
    }

    private static void require(String what, boolean holds, Object actual) {
        if (!holds) {
            throw new AssertionError(what + " is required but there was " + actual);
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError(what + " is required but did not happen in " + LIMIT);
            }
            Thread.yield();
        }
    }

    /** A body that has its thread already, and pulls when it is told to. It keeps the thread, which is for none of the others. */
    private static final class Prepared {

        private final Sinks.Empty<Void> start = Sinks.empty();
        private final Sinks.Empty<Void> end = Sinks.empty();
        private volatile boolean waiting;
        private volatile String result;

        Prepared(Flow<String> source) {
            ReactorFlow.mono(turn -> {
                        waiting = true;
                        turn.awaitEnd(start.asMono());
                        result = pulled(turn, source);
                        turn.awaitEnd(end.asMono());
                        return result;
                    })
                    .subscribe(value -> {}, error -> result = "failed: " + error);
            until("a body starts", () -> waiting);
        }

        private static String pulled(Turn turn, Flow<String> source) {
            StringBuilder items = new StringBuilder();
            try {
                turn.pull(source, 1).forEach(items::append);
            } catch (IllegalStateException e) {
                items.append(isRefusal(e) ? "refused" : e);
            }
            turn.cooperate();
            return items.toString();
        }

        String result() {
            start.tryEmitEmpty(); // fails the second time
            until("the body has pulled", () -> result != null);
            return result;
        }

        void end() {
            end.tryEmitEmpty().orThrow();
        }
    }

    /** Asks for one item, and for more when it is told to. */
    private static final class Reader extends BaseSubscriber<String> {

        private final AtomicInteger items = new AtomicInteger();
        private volatile boolean completed;
        private volatile Throwable error;

        @Override
        protected void hookOnSubscribe(Subscription s) {
            s.request(1);
        }

        @Override
        protected void hookOnNext(String item) {
            items.incrementAndGet();
        }

        @Override
        protected void hookOnComplete() {
            completed = true;
        }

        @Override
        protected void hookOnError(Throwable e) {
            error = e;
        }
    }
}
