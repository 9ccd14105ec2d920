package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.test.StepVerifier;

/** An iterable that blocks. */
class ThreadedTest implements SourceContract {

    @Override
    public Flow<Integer> of(Items items) {
        return Flow.threaded(() -> items);
    }

    /** Alone it lowers to Reactor's own operators, with a body it is part of a run. */
    private static <T> Flow<T> placed(Flow<T> flow, boolean inARun) {
        return inARun ? Flow.generate(out -> out.emitAll(flow)) : flow;
    }

    // Values

    @Test
    void iteratesOnAThreadForBlockingWork() {
        AtomicReference<String> thread = new AtomicReference<>();
        Flow<Integer> flow = Flow.threaded(() -> {
            thread.set(Thread.currentThread().getName());
            return Items.upTo(1);
        });
        assertThat(flow.toList()).containsExactly(1);
        assertThat(thread.get()).startsWith("boundedElastic");
    }

    @Test
    void aBlockedIterableDoesNotHoldTheTurn() {
        CountDownLatch siblingIsDone = new CountDownLatch(1);
        Flow<String> blocked = Flow.threaded(() -> {
                    Waiting.await(siblingIsDone);
                    return Items.upTo(1);
                })
                .map(x -> "threaded");
        Flow<String> sibling = Flow.generate(out -> {
            out.emit("body");
            out.cooperate();
            siblingIsDone.countDown();
        });
        assertThat(Flow.merge(blocked, sibling).toList()).containsExactly("body", "threaded");
    }

    // Error

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIteratorThatCannotBeMadeIsAnError(boolean inARun) {
        IOException error = new IOException("iterator");
        Iterable<Integer> failing = () -> {
            throw Sneak.raise(error);
        };
        StepVerifier.create(placed(Flow.threaded(() -> failing), inARun))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNullItemIsAnErrorAfterTheItemsBeforeIt(boolean inARun) {
        StepVerifier.create(placed(Flow.threaded(() -> Arrays.asList(1, null)), inARun))
                .expectNext(1)
                .expectError(NullPointerException.class)
                .verify(Waiting.LIMIT);
    }

    // Cancel

    /** Says when it is waited for, and throws when it is interrupted. */
    private static final class Blocked implements Iterator<Integer> {
        private final CompletableFuture<Thread> reader = new CompletableFuture<>();
        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            reader.complete(Thread.currentThread());
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException(e);
            }
            return 1;
        }

        private boolean isLeft() {
            return Arrays.stream(reader.join().getStackTrace())
                    .noneMatch(frame -> frame.getClassName().contains("BlockingFlux"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelInterruptsTheThreadThatIterates(boolean inARun) throws Exception {
        Blocked blocked = new Blocked();
        Recorder<Integer> recorder = Recorder.subscribe(placed(Flow.threaded(() -> () -> blocked), inARun));
        recorder.request(1);
        blocked.reader.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
        recorder.cancel();
        Waiting.await(blocked.interrupted);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsSignalledAfterACancel(boolean inARun) throws Exception {
        Blocked blocked = new Blocked();
        Recorder<Integer> recorder = Recorder.subscribe(placed(Flow.threaded(() -> () -> blocked), inARun));
        recorder.request(1);
        blocked.reader.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
        recorder.cancel();
        Waiting.await(blocked.interrupted);
        Awaitility.await().atMost(Waiting.LIMIT).until(blocked::isLeft);
        assertThat(recorder.items()).isEmpty();
        assertThat(recorder.hasEnded()).isFalse();
    }

    /** What it reads although it was cancelled. */
    private List<Object> leftOverOf(Callable<Integer> reading) throws InterruptedException {
        List<Object> leftOver = new CopyOnWriteArrayList<>();
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Flow<Integer> flow = Flow.threaded(() -> {
            reads.countDown();
            awaitUninterruptibly(cancelled);
            return List.of(reading.call());
        });
        Hooks.onErrorDropped(leftOver::add);
        try {
            Recorder<Integer> recorder =
                    Recorder.subscribe(ReactorFlow.toFlux(flow).doOnDiscard(Integer.class, leftOver::add));
            recorder.request(2);
            Waiting.await(reads);
            recorder.cancel();
            cancelled.countDown();
            Waiting.until(() -> !leftOver.isEmpty());
            assertThat(recorder.items()).isEmpty();
            assertThat(recorder.hasEnded()).isFalse();
        } finally {
            Hooks.resetOnErrorDropped();
        }
        return leftOver;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                Waiting.await(latch);
            } catch (InterruptedException e) {
                // by the cancel
            }
        }
    }

    @Test
    void anItemThatIsReadInSpiteOfACancelIsDiscarded() throws InterruptedException {
        assertThat(leftOverOf(() -> 1)).containsExactly(1);
    }

    @Test
    void anErrorThatComesInSpiteOfACancelGoesToTheHook() throws InterruptedException {
        IllegalStateException error = new IllegalStateException("late");
        assertThat(leftOverOf(() -> {
                    throw error;
                }))
                .containsExactly(error);
    }

    @Test
    void aCancelDuringADeliveryInterruptsNothing() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Recorder<Integer> recorder = Recorder.subscribe(ReactorFlow.toFlux(Flow.threaded(() -> Items.upTo(9)))
                .doOnNext(item -> {
                    delivering.countDown();
                    try {
                        Waiting.await(cancelled);
                        interrupted.complete(Thread.currentThread().isInterrupted());
                    } catch (InterruptedException e) {
                        interrupted.complete(true);
                    }
                }));
        recorder.request(9);
        Waiting.await(delivering);
        recorder.cancel();
        cancelled.countDown();
        assertThat(interrupted.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isFalse();
    }

    // Threads

    @Test
    void aThreadThatIsRefusedIsAnError() throws InterruptedException {
        try (Pool pool = new Pool()) {
            Recorder<Integer> recorder = Recorder.subscribe(Flow.threaded(() -> Items.upTo(1)));
            pool.refuse();
            recorder.request(1);
            assertThat(recorder.awaitError()).isInstanceOf(RejectedExecutionException.class);
        }
    }

    // Throwing lambda

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheCallableThrowsArrivesUnchanged(boolean inARun) {
        IOException error = new IOException("callable");
        Flow<Integer> flow = Flow.threaded(() -> {
            throw error;
        });
        StepVerifier.create(placed(flow, inARun))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aCallableWithoutAnIterableIsNamed() {
        StepVerifier.create(Flow.<Integer>threaded(() -> null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("threaded"))
                .verify(Waiting.LIMIT);
    }
}
