package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Emitter;
import dev.coflow.Flow;
import dev.coflow.Pull;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Law 6 where a body holds its thread: a cancel interrupts it, also if it does not notice at once, and interrupts nobody else. */
class CancelInterruptsTest {

    private final CancelledBody body = new CancelledBody();

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.Place#blocked")
    void aBodyThatMayAwaitAfterItRestoredTheFlag(Place place) {
        AtomicInteger released = new AtomicInteger();
        body.cancelOnceBlocked(Flow.generate(out -> {
            try {
                body.starts();
                place.stay().run(out);
            } catch (Exception e) {
                Thread.currentThread().interrupt();
                throw e;
            } finally {
                try {
                    released.set(out.await(Mono.just(1).delayElement(Duration.ofMillis(1))));
                } finally {
                    body.ends();
                }
            }
        }));

        assertThat(released).hasValue(1);
    }

    @Test
    void anAwaitedBodyThatBlocksInItsTurn() {
        body.cancelOnceBlocked(Flow.generate(out -> out.await(Flow.task(turn -> block()))));
    }

    @Test
    void aPulledBodyThatBlocksInItsTurn() {
        body.cancelOnceBlocked(Flow.generate(out -> out.emitAll(Flow.<Integer>generate(in -> block()))));
    }

    private int block() throws InterruptedException {
        try {
            body.starts();
            Latches.one().await();
            return 1;
        } finally {
            body.ends();
        }
    }

    @Test
    void aBodyThatWaitedUninterruptibly() {
        Semaphore semaphore = new Semaphore(0);
        body.subscribe(Flow.generate(out -> {
            try {
                body.starts();
                semaphore.acquireUninterruptibly(); // notices no interrupt, and keeps the flag
                while (true) {
                    out.cooperate();
                }
            } finally {
                body.ends();
            }
        }));
        body.awaitBlocked();
        body.cancel();
        semaphore.release();
        body.awaitEnd();
    }

    @Test
    void aBodyThatWaitedForAMonitor() {
        Object monitor = new Object();
        AtomicInteger rounds = new AtomicInteger();
        synchronized (monitor) {
            body.subscribe(Flow.generate(out -> {
                try {
                    body.starts();
                    while (rounds.incrementAndGet() < 1_000) { // endless but for a failing test
                        synchronized (monitor) {
                            rounds.get();
                        }
                        out.cooperate(Duration.ofNanos(1));
                    }
                } finally {
                    body.ends();
                }
            }));
            body.awaitBlocked();
            body.cancel();
        }
        body.awaitEnd();

        assertThat(rounds.get()).isLessThan(1_000);
    }

    static Stream<Place> aCall() {
        return Stream.of(
                new Place("cooperate", Emitter::cooperate), new Place("await", out -> out.await(Mono.just(1))));
    }

    /** Nor may it be told too early: cleanup that is made of calls has to end. */
    @ParameterizedTest
    @MethodSource("aCall")
    void aBodyThatSwallowsItAndIsToldAgainAfterSomeCalls(Place call) {
        AtomicInteger calls = new AtomicInteger();
        body.cancelOnceBlocked(Flow.generate(out -> {
            try {
                body.starts();
                Latches.one().await();
            } catch (InterruptedException e) {
                while (calls.incrementAndGet() < 1_000) { // endless but for a failing test
                    call.stay().run(out);
                }
            } finally {
                body.ends();
            }
        }));

        assertThat(calls.get()).isBetween(2, 999);
    }

    @Test
    void whatFollowsTheCloseThatItMet() {
        CountDownLatch inFinally = Latches.one();
        Sinks.Empty<Void> release = Sinks.empty();
        Flow<Integer> child = Flow.generate(out -> {
            try {
                out.emit(1);
                out.emit(2);
            } finally {
                inFinally.countDown();
                out.awaitEnd(release.asMono());
            }
        });
        body.subscribe(Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(child, 1)) {
                items.next();
            }
            block();
        }));
        Latches.await(inFinally);
        body.cancel();
        release.tryEmitEmpty();
        body.awaitEnd();
    }

    @Test
    void noOnNextOfAThreadedSource() {
        CountDownLatch cancelled = Latches.one();
        AtomicBoolean interrupted = new AtomicBoolean();
        Flow<Integer> threaded = Flow.threaded(() -> List.of(1, 2, 3));
        BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(Integer item) {
                body.starts();
                try {
                    cancelled.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
                body.ends();
            }
        };
        // on a thread of its own, for whoever subscribes may be the one that delivers
        new Thread(() -> Flow.merge(threaded, Flux.<Integer>never()).subscribe(subscriber)).start();
        body.awaitStart();
        subscriber.cancel();
        cancelled.countDown();
        body.awaitEnd();

        assertThat(interrupted).isFalse();
    }

    /** The other way round: the flag is the body's to see. */
    @Test
    void anInterruptByAnotherOfASuspendedBodyIsNoCancel() {
        Sinks.One<Integer> value = Sinks.one();
        AtomicBoolean interrupted = new AtomicBoolean();
        body.subscribe(Flow.generate(out -> {
            body.starts();
            out.await(value.asMono());
            interrupted.set(Thread.interrupted());
            body.ends();
        }));
        body.awaitBlocked();
        body.interrupt();
        value.tryEmitValue(1).orThrow();
        body.awaitEnd();

        assertThat(interrupted).isTrue();
    }
}
