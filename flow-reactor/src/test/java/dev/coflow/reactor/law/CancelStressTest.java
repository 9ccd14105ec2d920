package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.PublisherProbe;

/** Law 6 under fire: cancels that come at any moment hit the body, and nobody else. */
class CancelStressTest {

    private static final int ROUNDS = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    private final DroppedErrors dropped = new DroppedErrors();

    @Test
    void anInterruptNeverHitsDownstreamOrAnotherStage() {
        AtomicInteger hits = new AtomicInteger();
        AtomicInteger live = new AtomicInteger();
        Flow<Integer> busy = Flow.generate(out -> {
            live.incrementAndGet();
            try {
                for (int i = 0; true; i++) {
                    out.emit(i);
                    Thread.sleep(0, 1); // where an interrupt belongs
                }
            } finally {
                live.decrementAndGet();
            }
        });
        Flow<Integer> steps = Flow.fromSteps(() -> () -> {
            countInterrupt(hits);
            return Step.emit(1);
        });
        Flow<Integer> flow = Flow.merge(List.of(busy, steps, busy, Flow.of(1, 2, 3)), 2)
                .map(x -> {
                    countInterrupt(hits);
                    return x;
                });
        for (int round = 0; round < ROUNDS / 4; round++) {
            cancelAtAnyMoment(flow, hits);
            cancelAtAnyMoment(busy, hits);
        }
        Until.isTrue(() -> live.get() == 0);

        assertThat(hits).hasValue(0);
        assertThat(dropped.all()).isEmpty();
    }

    private static void cancelAtAnyMoment(Flow<Integer> flow, AtomicInteger hits) {
        int limit = ThreadLocalRandom.current().nextInt(20);
        CountDownLatch received = Latches.one();
        AtomicInteger items = new AtomicInteger();
        Disposable subscription = Flux.from(flow)
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(x -> {
                    countInterrupt(hits);
                    if (items.getAndIncrement() == limit) {
                        received.countDown();
                    }
                })
                .subscribe();
        Latches.await(received);
        subscription.dispose();
    }

    private static void countInterrupt(AtomicInteger hits) {
        if (Thread.currentThread().isInterrupted()) {
            hits.incrementAndGet();
        }
    }

    @Test
    void anInterruptNeverHitsAnotherRunThatTheBodyFeeds() {
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        CountDownLatch inFunction = Latches.one();
        CountDownLatch release = Latches.one();
        AtomicBoolean hit = new AtomicBoolean();
        Disposable other = Flux.from(Flow.merge(Flow.from(sink.asFlux())).map(x -> {
                    inFunction.countDown();
                    Latches.awaitUninterruptibly(release);
                    hit.set(Thread.interrupted());
                    return x;
                }))
                .subscribe();
        CountDownLatch ended = Latches.one();
        Disposable feeder = Flux.from(Flow.<Integer>generate(out -> {
                    try {
                        sink.tryEmitNext(1).orThrow();
                        out.await(Mono.never());
                    } finally {
                        ended.countDown();
                    }
                }))
                .subscribe();
        Latches.await(inFunction);
        feeder.dispose();
        release.countDown();
        Latches.await(ended);
        other.dispose();

        assertThat(hit).isFalse();
    }

    @Test
    void finallyRunsOnceAndNothingIsEmittedAfter() {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicBoolean disposed = new AtomicBoolean();
            AtomicInteger after = new AtomicInteger();
            AtomicInteger starts = new AtomicInteger();
            AtomicInteger finallys = new AtomicInteger();
            Disposable subscription = Flux.from(Flow.<Integer>generate(out -> {
                        starts.incrementAndGet();
                        try {
                            for (int i = 0; true; i++) {
                                boolean late = disposed.get();
                                out.emit(i);
                                if (late) {
                                    after.incrementAndGet();
                                }
                            }
                        } finally {
                            finallys.incrementAndGet();
                        }
                    }))
                    .subscribe();
            subscription.dispose();
            disposed.set(true);
            subscription.dispose();
            Until.isTrue(() -> finallys.get() == starts.get());

            assertThat(after).hasValue(0);
            assertThat(finallys.get()).isLessThanOrEqualTo(1);
        }
        assertThat(dropped.all()).isEmpty();
    }

    @Test
    void aCancelThatMeetsABlockingCallIsASignalWheneverItComes() {
        List<Object> outcomes = new CopyOnWriteArrayList<>();
        AtomicInteger released = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch started = Latches.one();
            CountDownLatch ended = Latches.one();
            Disposable subscription = Flux.from(Flow.<Integer>generate(out -> {
                        try {
                            started.countDown();
                            outcomes.add(Optional.ofNullable(out.blocking(() -> {
                                Thread.sleep(60_000);
                                return 1;
                            })));
                        } catch (Exception e) {
                            outcomes.add(e);
                        } finally {
                            try {
                                released.addAndGet(out.await(Mono.just(1).hide()));
                            } finally {
                                ended.countDown();
                            }
                        }
                    }))
                    .subscribe();
            Latches.await(started);
            for (int spin = round; spin > 0; spin--) {
                Thread.onSpinWait();
            }
            subscription.dispose();
            Latches.await(ended);
        }

        assertThat(outcomes).isEmpty();
        assertThat(released).hasValue(ROUNDS);
    }

    @Test
    void aCancelThatMeetsTheEndIsHarmless() {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger finallys = new AtomicInteger();
            CountDownLatch ended = Latches.one();
            Flow<Integer> child = Flow.task(turn -> turn.await(Mono.just(1).publishOn(Schedulers.parallel())));
            Disposable subscription = Flux.from(Flow.merge(child, Flow.<Integer>generate(out -> {
                        try {
                            out.emit(out.await(child));
                        } finally {
                            finallys.incrementAndGet();
                            ended.countDown();
                        }
                    })))
                    .subscribe();
            for (int spin = round % 100; spin > 0; spin--) {
                Thread.onSpinWait();
            }
            subscription.dispose();
            if (finallys.get() > 0 || round % 2 == 0) {
                continue;
            }
            Flux.from(child).blockLast(LIMIT); // the next run is sound
        }

        assertThat(dropped.all()).isEmpty();
    }

    @Test
    void upstreamsAndTimersAreCancelled() {
        AtomicInteger live = new AtomicInteger();
        for (int round = 0; round < ROUNDS / 10; round++) {
            PublisherProbe<Integer> pulled = PublisherProbe.of(Flux.never());
            PublisherProbe<Integer> merged = PublisherProbe.of(Flux.never());
            PublisherProbe<Integer> awaited = PublisherProbe.of(Mono.never());
            CountDownLatch waiting = Latches.one();
            Flow<Integer> body = Flow.generate(out -> {
                live.incrementAndGet();
                try {
                    out.pull(pulled.flux());
                    out.pull(Flow.generate(in -> in.emitAll(merged.flux())));
                    waiting.countDown();
                    out.await(awaited.mono());
                } finally {
                    live.decrementAndGet();
                }
            });
            Disposable subscription = Flux.from(
                            Flow.merge(body, Flow.from(merged.flux()).map(x -> x)))
                    .subscribe();
            Latches.await(waiting);
            Until.isTrue(() -> awaited.wasSubscribed());
            subscription.dispose();
            Until.isTrue(
                    () -> live.get() == 0 && pulled.wasCancelled() && merged.wasCancelled() && awaited.wasCancelled());
        }
    }

    @Test
    void theValueOfATaskComesAfterItsFinallyAndACancelAfterThatChangesNothing() {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger committed = new AtomicInteger();
            AtomicInteger rolledBack = new AtomicInteger();
            AtomicInteger committedAtDelivery = new AtomicInteger(-1);
            Flow<Integer> transaction = Flow.task(turn -> {
                try {
                    int result = turn.await(Mono.just(1).hide());
                    committed.incrementAndGet();
                    return result;
                } catch (Throwable e) {
                    rolledBack.incrementAndGet();
                    throw e;
                }
            });
            Integer value = Flux.from(transaction)
                    .doOnNext(x -> committedAtDelivery.set(committed.get()))
                    .next() // cancels after the value
                    .block(LIMIT);

            assertThat(value).isEqualTo(1);
            assertThat(committedAtDelivery).hasValue(1);
            assertThat(rolledBack).hasValue(0);
        }
    }
}
