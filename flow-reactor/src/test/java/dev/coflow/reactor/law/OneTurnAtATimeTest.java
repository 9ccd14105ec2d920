package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import dev.coflow.Steps;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Law 2: within a run at most one body, step or stage function executes at any moment. */
class OneTurnAtATimeTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int N = 40;

    private final TurnDetector detector = new TurnDetector();

    @RepeatedTest(10)
    void holdsForATreeOfEveryStageWithSourcesOnOtherThreads() {
        Flux.from(everything()).blockLast(LIMIT);

        assertThat(detector.most()).isEqualTo(1);
        assertThat(detector.calls()).isGreaterThan(10 * N);
    }

    @RepeatedTest(10)
    void holdsWhenDemandComesFromOtherThreads() {
        ReactorFlow.toFlux(everything())
                .publishOn(Schedulers.single(), 3)
                .publishOn(Schedulers.parallel(), 2)
                .blockLast(LIMIT);

        assertThat(detector.most()).isEqualTo(1);
    }

    @RepeatedTest(10)
    void holdsWhenTwoThreadsRequest() {
        CountDownLatch ended = Latches.one();
        BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription s) {
                // requests come from other threads
            }

            @Override
            protected void hookFinally(SignalType type) {
                ended.countDown();
            }
        };
        ReactorFlow.toFlux(everything()).subscribe(subscriber);
        Runnable requests = () -> {
            while (ended.getCount() > 0) {
                subscriber.request(1);
            }
        };
        Schedulers.boundedElastic().schedule(requests);
        Schedulers.boundedElastic().schedule(requests);
        Latches.await(ended);

        assertThat(detector.most()).isEqualTo(1);
    }

    @RepeatedTest(10)
    void holdsForFunctionsOfAFlowPulledThroughForeignOperators() {
        Flow<Integer> inner = Flow.of(1, 2, 3, 4, 5, 6, 7, 8).map(detector::pass);
        Flow<Integer> body = Flow.generate(out -> {
            try (Pull<Integer> a = out.pull(Flux.from(inner).publishOn(Schedulers.parallel(), 2));
                    Pull<Integer> b = out.pull(Flux.from(body(8)).flatMap(x -> inner, 3));
                    Pull<Integer> c = out.pull(Flux.from(body(8)).delayElements(Duration.ofNanos(1)))) {
                while (a.hasNext() | b.hasNext() | c.hasNext()) {
                    detector.pass(0);
                    a.poll().ifPresent(out::emit);
                    b.poll().ifPresent(out::emit);
                    c.poll().ifPresent(out::emit);
                }
            }
        });

        List<Integer> items = Flux.from(body.map(detector::pass)).collectList().block(LIMIT);

        assertThat(items).hasSize(8 + 64 + 8);
        assertThat(detector.most()).isEqualTo(1);
    }

    @RepeatedTest(10)
    void holdsWhenASubFlowBeginsWhileTheOneBeforeStillCleansUp() {
        Flow<Integer> subFlow = Flow.<Integer>generate(out -> {
                    work();
                    try {
                        out.emit(1);
                    } finally {
                        for (int i = 0; i < N; i++) {
                            work();
                            out.cooperate();
                        }
                    }
                })
                .step(item -> Step.done());

        Flux.from(Flow.fromIterable(IntStream.range(0, N).boxed().toList()).concatMap(x -> subFlow))
                .blockLast(LIMIT);

        assertThat(detector.most()).isEqualTo(1);
    }

    static Stream<Named<Function<Callable<Boolean>, Flow<Boolean>>>> sourcesThatCall() {
        return Stream.of(
                named("fromCallable", Flow::fromCallable),
                named(
                        "fromIterable",
                        call -> Flow.fromIterable(() -> List.of(called(call)).iterator())),
                named("fromStream", call -> Flow.fromStream(() -> Stream.of(called(call)))),
                named("error", call -> Flow.error(() -> new IllegalStateException(called(call) ? "twice" : "once"))));
    }

    private static boolean called(Callable<Boolean> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("sourcesThatCall")
    void aCallOnAnotherThreadWaitsForTheTurn(Function<Callable<Boolean>, Flow<Boolean>> source) {
        Scheduler other = Schedulers.newSingle("other");
        AtomicBoolean called = new AtomicBoolean();
        Flux<Boolean> call = Flux.from(source.apply(() -> called.getAndSet(true)))
                .onErrorReturn(e -> e.getMessage().equals("once"), false);
        Flow<Boolean> body = Flow.generate(out -> {
            Pull<Boolean> pull = out.pull(call.subscribeOn(other));
            CountDownLatch requested = Latches.one();
            other.schedule(requested::countDown);
            Latches.await(requested);
            out.emit(called.get());
            out.emit(pull.next());
        });
        try {
            assertThat(Flux.from(body).collectList().block(LIMIT)).containsExactly(false, false);
        } finally {
            other.dispose();
        }
    }

    private void work() {
        for (int i = 0; i < N; i++) {
            detector.pass(i);
        }
    }

    @RepeatedTest(10)
    void holdsForTransformsThatHop() {
        Flow<Integer> flow = Flow.merge(
                body(N).transform(f -> Flux.from(f).publishOn(Schedulers.parallel(), 1))
                        .map(detector::pass),
                body(N).transform(f -> Flux.from(f).flatMap(x -> body(2)))
                        .map(detector::pass)
                        .filter(x -> detector.pass(true)));

        assertThat(Flux.from(flow).count().block(LIMIT)).isEqualTo(3L * N);
        assertThat(detector.most()).isEqualTo(1);
    }

    @Test
    void itemsOfAForeignSourceWaitForTheTurnBeforeTheFirstFunction() {
        assertThat(isCalledWhileABodyHasTheTurn(
                        (foreign, function) -> Flow.from(foreign).map(function)))
                .isFalse();
    }

    @Test
    void itemsOfASubFlowWaitForTheTurnToo() {
        assertThat(isCalledWhileABodyHasTheTurn((foreign, function) ->
                        Flow.of(1).concatMap(x -> Flow.from(foreign)).map(function)))
                .isFalse();
        assertThat(isCalledWhileABodyHasTheTurn((foreign, function) ->
                        Flow.of(1).concatMap(x -> foreign).map(function)))
                .isFalse();
    }

    @Test
    void itemsOfATransformationWaitForTheTurnToo() {
        assertThat(isCalledWhileABodyHasTheTurn((foreign, function) -> Flow.of(1)
                        .<Integer>transform(f -> Flux.from(f).concatWith(foreign))
                        .map(function)))
                .isFalse();
    }

    /** Merges a body that holds the turn until a foreign source has emitted everything with a flow over that source. */
    private static boolean isCalledWhileABodyHasTheTurn(
            BiFunction<Flux<Integer>, Function<Integer, Integer>, Flow<Integer>> flowOver) {
        CountDownLatch bodyHasTheTurn = Latches.one();
        CountDownLatch emitted = Latches.one();
        AtomicBoolean bodyIsBusy = new AtomicBoolean();
        AtomicBoolean calledMeanwhile = new AtomicBoolean();
        Flux<Integer> foreign = Flux.just(1, 2, 3)
                .hide()
                .doOnNext(x -> Latches.await(bodyHasTheTurn))
                .doFinally(end -> emitted.countDown())
                .subscribeOn(Schedulers.boundedElastic());
        Flow<Integer> busy = Flow.generate(out -> {
            out.cooperate(); // so that the other input is asked for items
            out.cooperate();
            bodyIsBusy.set(true);
            bodyHasTheTurn.countDown();
            Latches.await(emitted);
            bodyIsBusy.set(false);
        });
        Flow<Integer> over = flowOver.apply(foreign, x -> {
            calledMeanwhile.compareAndSet(false, bodyIsBusy.get());
            return x;
        });

        assertThat(Flux.from(Flow.merge(busy, over)).collectList().block(LIMIT)).contains(1, 2, 3);
        return calledMeanwhile.get();
    }

    @Test
    void noItemOfAFastForeignSourceIsLostWhileItWaitsForTheTurn() {
        int many = 20_000;
        CountDownLatch emitted = Latches.one();
        Flux<Integer> fast =
                Flux.range(0, many).subscribeOn(Schedulers.boundedElastic()).doOnComplete(emitted::countDown);
        Flow<Integer> flow = Flow.<Integer>generate(out -> out.emit(1))
                .concatMap(x -> Flow.merge(
                        Flow.from(fast).map(detector::pass).reduce(0, Integer::sum), Flow.<Integer>generate(out -> {
                            Latches.await(emitted); // has the turn meanwhile
                        })));

        assertThat(Flux.from(flow).collectList().block(LIMIT))
                .containsExactly(IntStream.range(0, many).sum());
    }

    @Test
    void aBodyThatFeedsASinkKeepsItsTurnWhileAnotherStageReadsIt() {
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        AtomicBoolean feeding = new AtomicBoolean();
        AtomicBoolean calledMeanwhile = new AtomicBoolean();
        Flow<Integer> reader = Flow.from(sink.asFlux()).map(x -> {
            calledMeanwhile.compareAndSet(false, feeding.get());
            return x;
        });
        Flow<Integer> feeder = Flow.generate(out -> {
            out.cooperate();
            for (int i = 0; i < 3; i++) {
                feeding.set(true);
                sink.tryEmitNext(i).orThrow();
                feeding.set(false);
                out.cooperate();
            }
            sink.tryEmitComplete().orThrow();
        });

        assertThat(Flux.from(Flow.merge(reader, feeder)).collectList().block(LIMIT))
                .containsExactly(0, 1, 2);
        assertThat(calledMeanwhile).isFalse();
    }

    /** Without an atomic or volatile anywhere: only the order of turns makes the sum exact. */
    @RepeatedTest(10)
    void eachTurnHappensBeforeTheNext() {
        int[] plain = {0};
        Flow<Integer> body = Flow.generate(out -> {
            for (int i = 0; i < N; i++) {
                plain[0]++;
                out.emit(i);
                plain[0]++;
                out.cooperate();
            }
        });
        Flow<Integer> awaiting = Flow.generate(out -> {
            for (int i = 0; i < N; i++) {
                int one = out.await(Mono.just(1).subscribeOn(Schedulers.parallel()));
                plain[0] += one;
                out.blocking(() -> 1);
                plain[0]++;
            }
        });
        Flow<Integer> foreign = Flow.from(Flux.range(0, N).publishOn(Schedulers.parallel(), 1))
                .map(x -> {
                    plain[0]++;
                    return x;
                });
        Flow<Integer> threaded = Flow.<Integer>threaded(
                        () -> IntStream.range(0, N).boxed().toList())
                .filter(x -> {
                    plain[0]++;
                    return true;
                });

        Flux.from(Flow.merge(body, awaiting, foreign, body, threaded))
                .publishOn(Schedulers.single(), 2)
                .blockLast(LIMIT);

        assertThat(plain[0]).isEqualTo(N * (2 + 2 + 1 + 2 + 1));
    }

    /** Every kind of stage and every kind of foreign source, the detector in each piece of user code. */
    private Flow<Integer> everything() {
        Flow<Integer> foreign = Flow.from(Flux.range(0, N).publishOn(Schedulers.parallel(), 2));
        Flow<Integer> interval = Flow.from(Flux.interval(Duration.ofNanos(50_000))
                        .onBackpressureDrop()
                        .take(5))
                .map(Long::intValue);
        Flow<Integer> threaded =
                Flow.threaded(() -> IntStream.range(0, N).boxed().toList());
        Flow<Integer> pulling = Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(foreign.map(detector::pass), 2)) {
                for (Integer item : items) {
                    detector.pass(item);
                    out.emit(item);
                }
            }
            for (Integer item : out.pull(body(N).map(detector::pass))) {
                out.emit(detector.pass(item));
            }
        });
        Flow<Integer> awaiting = Flow.generate(out -> {
            for (int i = 0; i < 10; i++) {
                detector.pass(i);
                out.await(later(i));
                detector.pass(i);
                out.blocking(() -> 1);
                detector.pass(i);
                out.cooperate(Duration.ofNanos(1000));
                detector.pass(i);
            }
        });
        return Flow.merge(List.of(
                        body(N),
                        Flow.fromSteps(this::countdown),
                        foreign.map(detector::pass).filter(x -> detector.pass(true)),
                        interval.mapNotNull(detector::pass),
                        threaded.map(detector::pass),
                        pulling,
                        awaiting,
                        Flow.<Integer, Integer, Integer>zip(body(N), foreign, (a, b) -> detector.pass(a + b)),
                        Flow.<Integer, Integer, Integer>zipLongest(
                                threaded, Flow.fromSteps(this::countdown), (a, b) -> detector.pass(a.orElse(0))),
                        foreign.concatMap(x -> detector.pass(x % 2 == 0 ? body(2) : foreign), () -> detector.pass(0)),
                        Flow.of(1, 2, 3).concatMapIterable(x -> detector.pass(List.of(x, x))),
                        body(N).reduce(0, (a, x) -> detector.pass(a + x))))
                .map(detector::pass);
    }

    private Flow<Integer> body(int n) {
        return Flow.generate(out -> {
            for (int i = 0; i < n; i++) {
                detector.pass(i);
                out.emit(i);
                if (i % 3 == 0) {
                    detector.pass(i);
                    out.cooperate();
                }
            }
        });
    }

    private Steps<Integer> countdown() {
        int[] n = {N};
        return () -> {
            detector.pass(n);
            if (--n[0] < 0) {
                return Step.done();
            }
            return n[0] % 5 == 0
                    ? Step.cooperate(Duration.ofNanos(1000))
                    : n[0] % 3 == 0 ? Step.cooperate() : Step.emit(n[0]);
        };
    }

    private static CompletableFuture<Integer> later(int value) {
        return CompletableFuture.supplyAsync(() -> value);
    }
}
