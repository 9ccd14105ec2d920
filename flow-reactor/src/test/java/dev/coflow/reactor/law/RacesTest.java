package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.CancelSignal;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import dev.coflow.Steps;
import dev.coflow.reactor.ReactorFlow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Signals from several threads at once, with random pauses between, many times over. Each round has one right outcome, and ends:
 * what was requested arrives, once and in order; what was started ends; what arrived is read or discarded.
 *
 * <p>A failure names its seed; {@code -Ddev.coflow.races.seed=N} repeats the pauses, though not what the threads make of them.
 */
class RacesTest {

    private static final int ROUNDS = Integer.getInteger("dev.coflow.races.rounds", 2_000);
    private static final int GENEROUS_SECONDS = 20;
    private static final int LONGEST_PAUSE = 2_000;

    private static final AtomicInteger SPUN = new AtomicInteger();

    private final long seed = Long.getLong("dev.coflow.races.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int round;

    @BeforeEach
    void reportSeed(TestReporter reporter) {
        reporter.publishEntry("seed", String.valueOf(seed));
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    // Demand

    @Test
    void demandFromTwoThreadsIsServedExactly() {
        rounds(() -> {
            int size = 1 + random.nextInt(40);
            int first = random.nextInt(size + 1);
            demandFromTwoThreads(body(size), size, first);
        });
    }

    @Test
    void aStateMachineThatHopsServesDemandFromTwoThreadsExactly() {
        rounds(() -> {
            int size = 1 + random.nextInt(40);
            int first = random.nextInt(size + 1);
            demandFromTwoThreads(Flow.fromSteps(() -> new Hopping(size)), size, first);
        });
    }

    @Test
    void aMergeServesDemandFromTwoThreadsExactly() {
        rounds(() -> {
            int size = 1 + random.nextInt(20);
            Flow<Integer> merged = Flow.merge(List.of(body(size), beside(size, random.nextInt(LONGEST_PAUSE))), 4);
            demandFromTwoThreads(merged, 2 * size, random.nextInt(size));
        });
    }

    private void demandFromTwoThreads(Flow<Integer> flow, int size, int first) {
        Receiver<Integer> receiver = subscribe(flow);
        int pause = pause();
        all(() -> requestOneByOne(receiver, first, pause), () -> requestOneByOne(receiver, size - first, 0));
        receiver.awaitItems(size);
        receiver.request(1); // a flow need not know its end before it is asked for more
        receiver.awaitCompletion();
        assertThat(receiver.items).as(name()).hasSize(size);
    }

    private static void requestOneByOne(Receiver<?> receiver, int count, int pause) {
        for (int i = 0; i < count; i++) {
            receiver.request(1);
            spin(pause);
        }
    }

    // Cancel

    @Test
    void aCancelledBodyUnwindsOnceAndMayAwaitMeanwhile() {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger unwound = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        rounds(() -> {
            int size = random.nextInt(4);
            Flow<Integer> flow = Flow.generate(out -> {
                started.incrementAndGet();
                try {
                    for (int i = 0; i < size; i++) {
                        out.emit(i);
                        out.cooperate();
                        out.await(Mono.just(i).publishOn(Schedulers.parallel()));
                    }
                } catch (CancelSignal signal) {
                    unwound.incrementAndGet();
                    out.await(Mono.just(0).publishOn(Schedulers.parallel()));
                    released.incrementAndGet();
                    throw signal;
                } finally {
                    ended.incrementAndGet();
                }
            });
            Receiver<Integer> receiver = subscribe(flow);
            int pause = pause();
            all(() -> receiver.request(1 + size / 2), () -> {
                spin(pause);
                receiver.cancel();
            });
            assertThat(receiver.items).as(name()).isSorted().doesNotHaveDuplicates();
        });
        until("every body that was started has ended", () -> started.get() == ended.get());
        assertThat(unwound.get()).as(name()).isPositive().isEqualTo(released.get());
    }

    @Test
    void aBodyThatReadsReleasesWheneverTheCancelComes() {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        rounds(() -> {
            Flow<Integer> endless =
                    Flow.from(Flux.<Integer>generate(sink -> sink.next(1)).publishOn(Schedulers.parallel(), 4));
            CountDownLatch reads = new CountDownLatch(1);
            Receiver<Integer> receiver = subscribe(Flow.generate(out -> {
                started.incrementAndGet();
                try {
                    Pull<Integer> items = out.pull(endless, 2);
                    while (items.hasNext()) {
                        items.next();
                        reads.countDown();
                    }
                } finally {
                    released.addAndGet(out.<Integer>await(Mono.fromCallable(() -> 1)));
                }
            }));
            receiver.request(1);
            await(reads);
            spin(pause());
            receiver.cancel();
        });
        until("every body has released", () -> started.get() == released.get());
        assertThat(started.get()).as(name()).isEqualTo(ROUNDS);
    }

    @Test
    void aSiblingGoesOnWhenABodyIsResumedAfterItsEnd() {
        rounds(() -> {
            Late late = new Late();
            int pause = pause();
            Flow<Integer> first = Flow.generate(out -> {
                out.pull(late); // left open: cancelled by the end of this body
                out.emit(-1);
            });
            Receiver<Integer> receiver = subscribe(Flow.merge(first, body(20)));
            all(() -> receiver.request(Long.MAX_VALUE), () -> {
                late.subscribed();
                spin(pause);
                late.signalItemAndEnd();
            });
            receiver.awaitCompletion();
            assertThat(receiver.items).as(name()).hasSize(21).contains(-1);
        });
    }

    // Arrivals

    @Test
    void aReaderMissesNoArrival() {
        rounds(() -> {
            int size = random.nextInt(200);
            int prefetch = 1 + random.nextInt(5);
            Flow<Integer> source = beside(size, random.nextInt(200));
            Receiver<Integer> receiver = subscribe(Flow.generate(out -> {
                int sum = 0;
                for (int item : out.pull(source, prefetch)) {
                    sum += item;
                }
                out.emit(sum);
            }));
            receiver.request(1);
            receiver.awaitCompletion();
            assertThat(receiver.items).as(name()).containsExactly(size * (size - 1) / 2);
        });
    }

    @Test
    void aMergeDeliversAllArrivalsAndEachInputsInOrder() {
        rounds(() -> {
            int size = random.nextInt(60);
            int prefetch = 1 + random.nextInt(8);
            List<Flow<Integer>> inputs = List.of(beside(size, pause()), beside(size, pause()), body(size));
            List<Flow<List<Integer>>> named = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                int name = i;
                named.add(inputs.get(i).map(item -> List.of(name, item)));
            }
            Receiver<List<Integer>> receiver = subscribe(Flow.merge(named, prefetch));
            all(() -> requestOneByOne(receiver, size, pause()), () -> requestOneByOne(receiver, 2 * size + 1, 0));
            receiver.awaitCompletion();
            for (int i = 0; i < inputs.size(); i++) {
                int name = i;
                assertThat(receiver.items.stream()
                                .filter(item -> item.get(0) == name)
                                .map(item -> item.get(1)))
                        .as(name())
                        .containsExactlyElementsOf(
                                IntStream.range(0, size).boxed().toList());
            }
        });
    }

    @Test
    void turnsThatTwoThreadsAskForAreServedOneAtATime() {
        rounds(() -> {
            int size = 1 + random.nextInt(60);
            int[] unguarded = {0};
            AtomicBoolean inside = new AtomicBoolean();
            AtomicBoolean together = new AtomicBoolean();
            int pause = random.nextInt(100);
            List<Flow<Integer>> inputs = List.of(beside(size, 0), beside(size, 0), body(size)).stream()
                    .map(input -> input.map(item -> {
                        together.compareAndSet(false, !inside.compareAndSet(false, true));
                        int seen = unguarded[0];
                        spin(pause);
                        unguarded[0] = seen + 1;
                        inside.set(false);
                        return item;
                    }))
                    .toList();
            Receiver<Integer> receiver = subscribe(Flow.merge(inputs));
            receiver.request(Long.MAX_VALUE);
            receiver.awaitCompletion();
            assertThat(together).as(name()).isFalse();
            assertThat(unguarded[0]).as(name()).isEqualTo(3 * size);
        });
    }

    @Test
    void whatArrivesWhileAPullIsClosedIsReadOrDiscarded() {
        rounds(() -> {
            int size = 1 + random.nextInt(60);
            int reads = random.nextInt(size);
            AtomicInteger accounted = new AtomicInteger();
            Careless source = new Careless(size, pause());
            Receiver<Integer> receiver = new Receiver<>();
            ReactorFlow.<Integer>flux(out -> {
                        try (Pull<Integer> items = out.pull(source)) {
                            for (int i = 0; i < reads; i++) {
                                items.next();
                                accounted.incrementAndGet();
                            }
                        }
                        out.emit(reads);
                    })
                    .doOnDiscard(Integer.class, item -> accounted.incrementAndGet())
                    .subscribe(receiver);
            receiver.request(1);
            receiver.awaitCompletion();
            assertThat(receiver.items).as(name()).containsExactly(reads);
            until(name() + ": every item is read or discarded", () -> accounted.get() == size);
        });
    }

    @Test
    void whatArrivesWhileAMergeIsCancelledIsDeliveredOrDiscarded() {
        rounds(() -> {
            int size = 1 + random.nextInt(60);
            AtomicInteger accounted = new AtomicInteger();
            Careless source = new Careless(size, pause());
            Receiver<Integer> receiver = new Receiver<>();
            ReactorFlow.toFlux(Flow.<Integer>merge(source, Flux.never()))
                    .doOnNext(item -> accounted.incrementAndGet())
                    .doOnDiscard(Integer.class, item -> accounted.incrementAndGet())
                    .subscribe(receiver);
            receiver.request(1 + random.nextInt(size));
            receiver.awaitItems(1);
            spin(pause());
            receiver.cancel();
            until(name() + ": every item is delivered or discarded", () -> accounted.get() == size);
        });
    }

    // Sources

    private static Flow<Integer> body(int size) {
        return Flow.generate(out -> {
            for (int i = 0; i < size; i++) {
                out.emit(i);
            }
        });
    }

    /** Items from a thread of their own, with a pause before each. */
    private static Flow<Integer> beside(int size, int pause) {
        return Flow.from(Flux.range(0, size).publishOn(Schedulers.parallel(), 8).doOnNext(item -> spin(pause)));
    }

    private static final class Hopping implements Steps<Integer> {
        private final int size;
        private int next;
        private boolean cooperated;

        Hopping(int size) {
            this.size = size;
        }

        @Override
        public Step<Integer> next() {
            cooperated = !cooperated;
            if (cooperated) {
                return Step.cooperate();
            }
            return next < size ? Step.emit(next++) : Step.done();
        }
    }

    /** Signals all its items on a thread of its own, as far as there is demand, and pays no heed to a cancel. */
    private final class Careless implements Publisher<Integer> {
        private final int size;
        private final int pause;

        Careless(int size, int pause) {
            this.size = size;
            this.pause = pause;
        }

        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            subscriber.onSubscribe(new Deaf());
            threads.execute(() -> {
                for (int i = 0; i < size; i++) {
                    subscriber.onNext(i);
                    spin(pause);
                }
            });
        }
    }

    /** Signals when it is told to, however late. */
    private static final class Late implements Publisher<Integer> {
        private final CompletableFuture<Subscriber<? super Integer>> subscriber = new CompletableFuture<>();

        @Override
        public void subscribe(Subscriber<? super Integer> s) {
            s.onSubscribe(new Deaf());
            subscriber.complete(s);
        }

        void subscribed() {
            subscriber.join();
        }

        void signalItemAndEnd() {
            subscriber.join().onNext(0);
            subscriber.join().onComplete();
        }
    }

    private static final class Deaf implements Subscription {
        @Override
        public void request(long n) {
            // the tests never emit more than the default prefetch
        }

        @Override
        public void cancel() {
            // too late, it says
        }
    }

    // Rounds

    private interface Round {
        void play();
    }

    private void rounds(Round one) {
        for (round = 0; round < ROUNDS; round++) {
            one.play();
        }
    }

    private String name() {
        return "seed " + seed + ", round " + round;
    }

    private int pause() {
        return random.nextInt(LONGEST_PAUSE);
    }

    /** A pause for threads that must not wait: BlockHound counts {@code onSpinWait} as blocking. */
    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            SPUN.lazySet(i);
        }
    }

    /** Does several things at once, and returns when all are done. */
    private void all(Runnable... actions) {
        CompletableFuture<?>[] done = new CompletableFuture<?>[actions.length];
        for (int i = 0; i < actions.length; i++) {
            done[i] = CompletableFuture.runAsync(actions[i], threads);
        }
        CompletableFuture.allOf(done)
                .orTimeout(GENEROUS_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(GENEROUS_SECONDS, TimeUnit.SECONDS))
                    .as(name())
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(name(), e);
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GENEROUS_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            Thread.yield();
        }
    }

    private <T> Receiver<T> subscribe(Flow<T> flow) {
        Receiver<T> receiver = new Receiver<>();
        ReactorFlow.toFlux(flow).subscribe(receiver);
        return receiver;
    }

    /** Notes what it gets, and fails on signals that come at once, after the end, or beyond demand. */
    private final class Receiver<T> implements CoreSubscriber<T> {
        final List<T> items = Collections.synchronizedList(new ArrayList<>());
        private volatile Throwable error;
        private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicBoolean signalling = new AtomicBoolean();
        private final AtomicLong requested = new AtomicLong();
        private volatile AssertionError fault;

        void request(long n) {
            requested.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
            subscription.join().request(n);
        }

        void cancel() {
            subscription.join().cancel();
        }

        @Override
        public void onSubscribe(Subscription s) {
            subscription.complete(s);
        }

        @Override
        public void onNext(T item) {
            signal(() -> items.add(item));
            if (items.size() > requested.get()) {
                fault = new AssertionError(name() + ": more items than requested");
            }
        }

        @Override
        public void onError(Throwable e) {
            error = e;
            onComplete();
        }

        @Override
        public void onComplete() {
            signal(end::countDown);
        }

        private void signal(Runnable action) {
            if (end.getCount() == 0) {
                fault = new AssertionError(name() + ": a signal after the end");
            }
            if (!signalling.compareAndSet(false, true)) {
                fault = new AssertionError(name() + ": two signals at once");
            }
            action.run();
            signalling.set(false);
        }

        void awaitItems(int count) {
            until(name() + ": " + count + " items", () -> items.size() >= count);
        }

        void awaitCompletion() {
            await(end);
            if (fault != null) {
                throw fault;
            }
            assertThat(error).as(name()).isNull();
        }
    }
}
