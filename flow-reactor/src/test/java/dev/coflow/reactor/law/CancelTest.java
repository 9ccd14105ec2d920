package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Body;
import dev.coflow.CancelSignal;
import dev.coflow.Emitter;
import dev.coflow.Flow;
import dev.coflow.Pull;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Law 6: cancel reaches the body, wherever it is, and its {@code finally} runs once. */
class CancelTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final CountDownLatch started = Latches.one();
    private volatile Thread bodyThread = Thread.currentThread();
    private final CountDownLatch ended = Latches.one();
    private final AtomicInteger finallys = new AtomicInteger();

    @RegisterExtension
    private final DroppedErrors dropped = new DroppedErrors();

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.Place#suspended")
    void reachesABodySuspendedIn(Place place) {
        reaches(place, false);
    }

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.Place#blocked")
    void reachesABodyBlockedIn(Place place) {
        reaches(place, true);
    }

    private void reaches(Place place, boolean blocked) {
        AtomicBoolean swallowed = new AtomicBoolean();
        List<Integer> released = new CopyOnWriteArrayList<>();
        Disposable subscription = subscribe(Flow.generate(out -> {
            try {
                start();
                place.stay().run(out);
                swallowed.set(true);
            } finally {
                finallys.incrementAndGet();
                try {
                    released.add(out.await(Mono.just(1).delayElement(Duration.ofMillis(1))));
                    released.add(out.blocking(() -> 2));
                    released.add(
                            out.pull(Flow.<Integer>generate(in -> in.emit(3))).next());
                    out.cooperate();
                    out.cooperate(Duration.ofMillis(1));
                } finally {
                    ended.countDown();
                }
            }
        }));
        Latches.await(started);
        if (blocked) {
            awaitBlockedBody();
        }
        subscription.dispose();
        subscription.dispose();
        Latches.await(ended);

        assertThat(released).containsExactly(1, 2, 3);
        assertThat(swallowed).isFalse();
        assertThat(finallys).hasValue(1);
        assertThat(dropped.all()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.Place#blocked")
    void lettingAnInterruptedBodyAwaitAfterItRestoredTheFlag(Place place) {
        AtomicInteger released = new AtomicInteger();
        Disposable subscription = subscribe(Flow.generate(out -> {
            try {
                start();
                place.stay().run(out);
            } catch (Exception e) {
                Thread.currentThread().interrupt();
                throw e;
            } finally {
                try {
                    released.set(out.await(Mono.just(1).delayElement(Duration.ofMillis(1))));
                } finally {
                    ended.countDown();
                }
            }
        }));
        Latches.await(started);
        awaitBlockedBody();
        subscription.dispose();
        Latches.await(ended);

        assertThat(released).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.Place#suspended")
    void withASignalThatCatchExceptionDoesNotSwallow(Place place) {
        List<Throwable> caught = new CopyOnWriteArrayList<>();
        Disposable subscription = subscribe(Flow.generate(out -> {
            start();
            try {
                place.stay().run(out);
            } catch (Exception e) {
                caught.add(e);
            } catch (CancelSignal e) {
                finallys.incrementAndGet();
                throw e;
            } finally {
                ended.countDown();
            }
        }));
        Latches.await(started);
        subscription.dispose();
        Latches.await(ended);

        assertThat(caught).isEmpty();
        assertThat(finallys).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("flowsOverABody")
    void throughEveryStage(Function<Flow<Integer>, Flow<?>> flowOver) {
        AtomicInteger live = new AtomicInteger();
        Flow<Integer> body = Flow.generate(out -> {
            live.incrementAndGet();
            try {
                start();
                out.await(Mono.never());
            } finally {
                live.decrementAndGet();
            }
        });
        Disposable subscription = Flux.from(flowOver.apply(body)).subscribe();
        Latches.await(started);
        subscription.dispose();

        Until.isTrue(() -> live.get() == 0);
        assertThat(dropped.all()).isEmpty();
    }

    @Test
    void beforeTheFirstRequestRunsNothing() {
        BaseSubscriber<Integer> subscriber = new NoDemand<>();
        AtomicBoolean ran = new AtomicBoolean();
        Flow.<Integer>generate(out -> ran.set(true)).subscribe(subscriber);
        subscriber.cancel();
        subscriber.request(1);

        assertThat(ran).isFalse();
    }

    @ParameterizedTest
    @MethodSource("flowsOverABody")
    void insideOnSubscribeRunsNothing(Function<Flow<Integer>, Flow<?>> flowOver) {
        AtomicBoolean ran = new AtomicBoolean();
        Flow<?> flow = flowOver.apply(Flow.generate(out -> ran.set(true)));
        for (boolean request : new boolean[] {false, true}) {
            flow.subscribe(new BaseSubscriber<Object>() {
                @Override
                protected void hookOnSubscribe(Subscription s) {
                    if (request) {
                        s.request(1);
                    }
                    s.cancel();
                }
            });
        }

        assertThat(ran).isFalse();
    }

    static Stream<Function<Flow<Integer>, Flow<?>>> flowsOverABody() {
        return Stream.of(
                f -> f,
                f -> f.map(x -> x),
                f -> f.reduce(0, Integer::sum),
                f -> f.concatMap(x -> f),
                f -> Flow.merge(f, f),
                f -> Flow.zip(f, f, Integer::sum),
                f -> Flow.generate(out -> out.emitAll(f)));
    }

    @Test
    void insideOnNextEndsTheBodyAfterIt() {
        List<Integer> items = new CopyOnWriteArrayList<>();
        AtomicBoolean emitReturned = new AtomicBoolean();
        Flux.from(Flow.<Integer>generate(out -> {
                    try {
                        out.emit(1);
                        emitReturned.set(true);
                        out.emit(2);
                    } finally {
                        finallys.incrementAndGet();
                        ended.countDown();
                    }
                }))
                .doOnNext(items::add)
                .take(1)
                .blockLast(LONG);
        Latches.await(ended);

        assertThat(items).containsExactly(1);
        assertThat(emitReturned).isFalse();
        assertThat(finallys).hasValue(1);
    }

    @Test
    void cancelsTheAwaitedSourceBeforeTheFinallyBlock() {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicBoolean cancelledBeforeFinally = new AtomicBoolean();
        Disposable subscription = Flux.from(Flow.<Integer>generate(out -> {
                    try {
                        out.await(Mono.never()
                                .doOnCancel(() -> cancelled.set(true))
                                .doOnSubscribe(s -> start()));
                    } finally {
                        cancelledBeforeFinally.set(cancelled.get());
                        ended.countDown();
                    }
                }))
                .subscribe();
        Latches.await(started);
        subscription.dispose();
        Latches.await(ended);

        assertThat(cancelledBeforeFinally).isTrue();
    }

    static Stream<Function<Runnable, Body<Integer>>> whatSaysThatItWasClosed() {
        return Stream.of(
                closed -> out -> out.pull(Flux.never().doOnCancel(closed)).hasNext(),
                closed -> out -> out.await(Mono.never().doOnCancel(closed)),
                closed -> out -> out.blocking(() -> {
                    try {
                        Latches.one().await();
                        return 1;
                    } catch (InterruptedException e) {
                        closed.run();
                        throw e;
                    }
                }));
    }

    /** A body that waits for its turn cannot do it. */
    @ParameterizedTest
    @MethodSource("whatSaysThatItWasClosed")
    void closesWhatABodyHasOpenThoughAnotherHasTheTurn(Function<Runnable, Body<Integer>> opens) {
        CountDownLatch closed = Latches.one();
        Flow<Integer> opening = Flow.generate(opens.apply(closed::countDown));
        Flow<Integer> having = Flow.generate(out -> {
            try {
                start();
                Latches.awaitUninterruptibly(closed);
            } finally {
                ended.countDown();
            }
        });
        Disposable subscription = subscribe(Flow.merge(opening, having));
        Latches.await(started);
        awaitBlockedBody();
        subscription.dispose();
        Latches.await(ended);

        assertThat(closed.getCount()).isZero();
    }

    @Test
    void leavesAFailureOfTheFinallyBlockToTheHook() {
        IllegalStateException failure = new IllegalStateException("cleanup");
        CountDownLatch reported = Latches.one();
        Hooks.onErrorDropped(e -> reported.countDown()); // after the one that collects
        Disposable subscription = subscribe(Flow.generate(out -> {
            try {
                start();
                out.await(Mono.never());
            } finally {
                fail(failure);
            }
        }));
        Latches.await(started);
        subscription.dispose();
        Latches.await(reported);

        assertThat(dropped.all()).containsExactly(failure);
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }

    @Test
    void reachesABodyThatWaitedUninterruptibly() {
        Semaphore semaphore = new Semaphore(0);
        Disposable subscription = subscribe(Flow.generate(out -> {
            try {
                start();
                semaphore.acquireUninterruptibly(); // notices no interrupt, and keeps the flag
                while (true) {
                    out.cooperate();
                }
            } finally {
                ended.countDown();
            }
        }));
        Latches.await(started);
        awaitBlockedBody();
        subscription.dispose();
        semaphore.release();
        Latches.await(ended);
    }

    static Stream<Place> aCall() {
        return Stream.of(
                new Place("cooperate", Emitter::cooperate), new Place("await", out -> out.await(Mono.just(1))));
    }

    /** Nor may it be told too early: cleanup that is made of calls has to end. */
    @ParameterizedTest
    @MethodSource("aCall")
    void reachesABodyThatSwallowedTheInterruptAfterSomeCalls(Place call) {
        AtomicInteger calls = new AtomicInteger();
        Disposable subscription = subscribe(Flow.generate(out -> {
            try {
                start();
                Latches.one().await();
            } catch (InterruptedException e) {
                while (calls.incrementAndGet() < 1_000) { // endless but for a failing test
                    call.stay().run(out);
                }
            } finally {
                ended.countDown();
            }
        }));
        Latches.await(started);
        awaitBlockedBody();
        subscription.dispose();
        Latches.await(ended);

        assertThat(calls.get()).isBetween(2, 999);
    }

    @Test
    void isNotWhatAnInterruptMeansThatComesWhileABodyIsSuspended() {
        Sinks.One<Integer> value = Sinks.one();
        AtomicBoolean interrupted = new AtomicBoolean();
        subscribe(Flow.generate(out -> {
            start();
            out.await(value.asMono());
            interrupted.set(Thread.interrupted());
            ended.countDown();
        }));
        Latches.await(started);
        awaitBlockedBody();
        bodyThread.interrupt();
        value.tryEmitValue(1).orThrow();
        Latches.await(ended);

        assertThat(interrupted).isTrue();
    }

    @Test
    void closesAPullOnlyAfterTheFinallyBlockOfItsBodyEvenWhenCancelledMeanwhile() {
        CountDownLatch inFinally = Latches.one();
        Sinks.Empty<Void> release = Sinks.empty();
        AtomicBoolean childEnded = new AtomicBoolean();
        AtomicBoolean childEndedBeforeParentWentOn = new AtomicBoolean();
        Flow<Integer> child = Flow.generate(out -> {
            try {
                out.emit(1);
                out.emit(2);
            } finally {
                inFinally.countDown();
                out.awaitEnd(release.asMono());
                childEnded.set(true);
            }
        });
        Disposable subscription = subscribe(Flow.generate(out -> {
            try {
                try (Pull<Integer> items = out.pull(child, 1)) {
                    items.next();
                }
            } finally {
                childEndedBeforeParentWentOn.set(childEnded.get());
                ended.countDown();
            }
        }));
        Latches.await(inFinally);
        subscription.dispose();
        Mono.delay(Duration.ofMillis(50)).subscribe(x -> release.tryEmitEmpty()); // the parent must not go on before
        Latches.await(ended);

        assertThat(childEndedBeforeParentWentOn).isTrue();
    }

    @Test
    void reachesABodyThatWaitedForAMonitor() {
        Object monitor = new Object();
        AtomicInteger rounds = new AtomicInteger();
        Disposable subscription;
        synchronized (monitor) {
            subscription = subscribe(Flow.generate(out -> {
                try {
                    start();
                    while (rounds.incrementAndGet() < 1_000) { // endless but for a failing test
                        synchronized (monitor) {
                            finallys.get();
                        }
                        out.cooperate(Duration.ofNanos(1));
                    }
                } finally {
                    ended.countDown();
                }
            }));
            Latches.await(started);
            awaitBlockedBody();
            subscription.dispose();
        }
        Latches.await(ended);

        assertThat(rounds.get()).isLessThan(1_000);
    }

    @Test
    void interruptsAnAwaitedBodyThatBlocksInItsTurn() {
        CountDownLatch never = Latches.one();
        Disposable subscription = subscribe(Flow.generate(out -> out.await(Flow.task(turn -> {
            try {
                start();
                never.await();
                return 1;
            } finally {
                ended.countDown();
            }
        }))));
        Latches.await(started);
        awaitBlockedBody();
        subscription.dispose();
        Latches.await(ended);
    }

    @Test
    void interruptsAPulledBodyThatBlocksInItsTurn() {
        CountDownLatch never = Latches.one();
        Disposable subscription = subscribe(Flow.generate(out -> out.emitAll(Flow.<Integer>generate(in -> {
            try {
                start();
                never.await();
            } finally {
                ended.countDown();
            }
        }))));
        Latches.await(started);
        awaitBlockedBody();
        subscription.dispose();
        Latches.await(ended);
    }

    @Test
    void interruptsWhatFollowsTheCloseThatItMet() {
        CountDownLatch inFinally = Latches.one();
        CountDownLatch never = Latches.one();
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
        Disposable subscription = subscribe(Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(child, 1)) {
                items.next();
            }
            try {
                never.await();
            } finally {
                ended.countDown();
            }
        }));
        Latches.await(inFinally);
        subscription.dispose();
        release.tryEmitEmpty();
        Latches.await(ended);
    }

    @Test
    void leavesAFailureWithACycleOfCausesToTheHook() {
        IllegalStateException failure = new IllegalStateException("cleanup");
        IllegalStateException cause = new IllegalStateException("its cause and its effect");
        failure.initCause(cause);
        cause.initCause(failure);
        Disposable subscription = subscribe(Flow.generate(out -> {
            try {
                start();
                out.await(Mono.never());
            } finally {
                fail(failure);
            }
        }));
        Latches.await(started);
        subscription.dispose();

        Until.isTrue(() -> !dropped.all().isEmpty());
        assertThat(dropped.all()).containsExactly(failure);
    }

    @Test
    void ofASourceThatThrowsTakesNeitherTheEndNorTheOtherCancelsAway() {
        IllegalStateException failure = new IllegalStateException("no cancel");
        Publisher<Integer> bad = s -> s.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                // never emits
            }

            @Override
            public void cancel() {
                throw failure;
            }
        });
        AtomicInteger cancelled = new AtomicInteger();
        Flux<Integer> good = Flux.<Integer>never().doOnCancel(cancelled::incrementAndGet);
        Flow<Integer> flow = Flow.generate(out -> {
            out.pull(good);
            out.pull(bad);
            out.pull(good);
            out.emit(1);
        });

        assertThat(Flux.from(flow).collectList().block(LONG)).containsExactly(1);
        assertThat(cancelled).hasValue(2);
    }

    @Test
    void byAnOperatorOfAPulledFlowIsOverWhenTheBodyHasEnded() {
        AtomicBoolean childEnded = new AtomicBoolean();
        Flow<Integer> child = Flow.generate(out -> {
            try {
                out.emit(1);
                out.emit(2);
            } finally {
                out.awaitEnd(Mono.delay(Duration.ofMillis(20)));
                childEnded.set(true);
            }
        });
        Flow<Integer> flow = Flow.generate(out -> out.emitAll(Flux.from(child).take(1)));

        assertThat(Flux.from(flow).collectList().block(LONG)).containsExactly(1);
        assertThat(childEnded).isTrue();
    }

    @Test
    void ofAThreadedSourceInterruptsNoOnNext() {
        CountDownLatch cancelled = Latches.one();
        AtomicBoolean interrupted = new AtomicBoolean();
        Flow<Integer> threaded = Flow.threaded(() -> List.of(1, 2, 3));
        BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(Integer item) {
                started.countDown();
                try {
                    cancelled.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
                ended.countDown();
            }
        };
        // on a thread of its own, for whoever subscribes may be the one that delivers
        new Thread(() -> Flow.merge(threaded, Flux.<Integer>never()).subscribe(subscriber)).start();
        Latches.await(started);
        subscriber.cancel();
        cancelled.countDown();
        Latches.await(ended);

        assertThat(interrupted).isFalse();
    }

    @ParameterizedTest
    @MethodSource("flowsThatStartOnRequest")
    void beforeTheRequestStartsNoSource(Function<Flow<Integer>, Flow<?>> flowOver) {
        assertThat(runsAfter(flowOver, s -> {
                    s.cancel();
                    s.request(1);
                }))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("flowsThatStartOnRequest")
    void isNotNeededToKeepABadRequestFromStartingASource(Function<Flow<Integer>, Flow<?>> flowOver) {
        assertThat(runsAfter(flowOver, s -> s.request(0))).isZero();
        assertThat(runsAfter(flowOver, s -> s.request(-1))).isZero();
    }

    static Stream<Function<Flow<Integer>, Flow<?>>> flowsThatStartOnRequest() {
        return Stream.of(
                f -> Flow.fromCallable(() -> f.toList().get(0)),
                f -> f.collect(Collectors.toList()),
                f -> f.reduce(0, Integer::sum));
    }

    /** How many subscriptions or items there are to a flow over a plain source, subscribed as Reactor's operators do. */
    private static int runsAfter(Function<Flow<Integer>, Flow<?>> flowOver, Consumer<Subscription> demand) {
        AtomicInteger runs = new AtomicInteger();
        Flow<Integer> source = Flow.from(Flux.just(1).doOnSubscribe(s -> runs.incrementAndGet()));
        flowOver.apply(source).subscribe(new BaseSubscriber<Object>() {
            @Override
            protected void hookOnSubscribe(Subscription s) {
                demand.accept(s);
            }

            @Override
            protected void hookOnNext(Object item) {
                runs.incrementAndGet();
            }

            @Override
            protected void hookOnError(Throwable e) {
                assertThat(e).isInstanceOf(IllegalArgumentException.class); // of the request, where it is signalled
            }
        });
        return runs.get();
    }

    private Disposable subscribe(Flow<Integer> flow) {
        NoDemand<Integer> subscriber = new NoDemand<>();
        flow.subscribe(subscriber);
        subscriber.request(1);
        return subscriber;
    }

    /** A body says where it is: its thread may be virtual, which nobody else can list. */
    private void start() {
        bodyThread = Thread.currentThread();
        started.countDown();
    }

    private void awaitBlockedBody() {
        Until.isBlocked(() -> bodyThread);
    }

    private static final class NoDemand<T> extends BaseSubscriber<T> {
        @Override
        protected void hookOnSubscribe(Subscription s) {
            // requested by the test
        }
    }
}
