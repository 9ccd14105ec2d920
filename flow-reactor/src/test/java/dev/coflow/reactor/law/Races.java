package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Signals from several threads at once, with random pauses between, many times over. Each round has one right outcome, and ends:
 * what was requested arrives, once and in order; what was started ends; what arrived is read or discarded.
 *
 * <p>A failure names its seed; {@code -Ddev.coflow.races.seed=N} repeats the pauses, though not what the threads make of them.
 */
abstract class Races {

    static final int ROUNDS = Integer.getInteger("dev.coflow.races.rounds", 2_000);
    static final int LONGEST_PAUSE = 2_000;
    private static final int GENEROUS_SECONDS = 20;

    private static final AtomicInteger SPUN = new AtomicInteger();

    final Random random;
    private final long seed = Long.getLong("dev.coflow.races.seed", System.nanoTime());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int round;

    Races() {
        random = new Random(seed);
    }

    @BeforeEach
    void reportSeed(TestReporter reporter) {
        reporter.publishEntry("seed", String.valueOf(seed));
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    // Sources

    static Flow<Integer> body(int size) {
        return Flow.generate(out -> {
            for (int i = 0; i < size; i++) {
                out.emit(i);
            }
        });
    }

    /** Items from a thread of their own, with a pause before each. */
    static Flow<Integer> beside(int size, int pause) {
        return Flow.from(Flux.range(0, size).publishOn(Schedulers.parallel(), 8).doOnNext(item -> spin(pause)));
    }

    /** Signals all its items on a thread of its own, as far as there is demand, and pays no heed to a cancel. */
    final class Careless implements Publisher<Integer> {
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
    static final class Late implements Publisher<Integer> {
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

    static void requestOneByOne(Receiver<?> receiver, int count, int pause) {
        for (int i = 0; i < count; i++) {
            receiver.request(1);
            spin(pause);
        }
    }

    // Rounds

    interface Round {
        void play();
    }

    final void rounds(Round one) {
        for (round = 0; round < ROUNDS; round++) {
            one.play();
        }
    }

    final int round() {
        return round;
    }

    final String name() {
        return "seed " + seed + ", round " + round;
    }

    final int pause() {
        return random.nextInt(LONGEST_PAUSE);
    }

    /** A pause for threads that must not wait: BlockHound counts {@code onSpinWait} as blocking. */
    static void spin(int times) {
        for (int i = 0; i < times; i++) {
            SPUN.lazySet(i);
        }
    }

    /** Does several things at once, and returns when all are done. */
    final void all(Runnable... actions) {
        CompletableFuture<?>[] done = new CompletableFuture<?>[actions.length];
        for (int i = 0; i < actions.length; i++) {
            done[i] = CompletableFuture.runAsync(actions[i], threads);
        }
        CompletableFuture.allOf(done)
                .orTimeout(GENEROUS_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    final void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(GENEROUS_SECONDS, TimeUnit.SECONDS))
                    .as(name())
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(name(), e);
        }
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GENEROUS_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            Thread.yield();
        }
    }

    final <T> Receiver<T> subscribe(Flow<T> flow) {
        Receiver<T> receiver = new Receiver<>();
        ReactorFlow.toFlux(flow).subscribe(receiver);
        return receiver;
    }

    /** Notes what it gets, and fails on signals that come at once, after the end, or beyond demand. */
    final class Receiver<T> implements CoreSubscriber<T> {
        final List<T> items = new CopyOnWriteArrayList<>(); // a test may look while the last one comes
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
