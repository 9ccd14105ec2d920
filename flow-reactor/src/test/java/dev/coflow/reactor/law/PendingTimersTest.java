package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** However a flow ends that waits for a time, its timer does not outlive it. */
class PendingTimersTest {

    private static final int ROUNDS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofNanos(1000);
    private static final Duration NEVER = Duration.ofDays(1);

    private final CountingScheduler scheduler = new CountingScheduler(Schedulers.parallel());

    /** A flow that waits for the given time before its last item. */
    private record Waiter(String name, Function<Duration, Flow<Integer>> flow) {
        Flow<Integer> of(Duration delay) {
            return flow.apply(delay);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Waiter> waiters() {
        return Stream.of(
                new Waiter("a body", PendingTimersTest::body),
                new Waiter("a body that pulls one", delay -> Flow.generate(out -> out.emitAll(body(delay)))),
                new Waiter("a body that awaits one", delay -> Flow.task(turn -> turn.await(body(delay)))),
                new Waiter("steps", PendingTimersTest::steps),
                new Waiter(
                        "step",
                        delay -> Flow.of(1).stepWith(() -> {
                            int[] offered = {0};
                            return item -> offered[0]++ == 0 ? Step.cooperate(delay) : Step.emit(item);
                        })),
                new Waiter("pace", delay -> Flow.of(1, 2).pace(delay)),
                new Waiter(
                        "pace over a body",
                        delay -> Flow.<Integer>generate(out -> {
                                    out.emit(1);
                                    out.emit(2);
                                })
                                .pace(delay)),
                new Waiter(
                        "merge",
                        delay -> Flow.merge(
                                body(delay), steps(delay), Flow.of(1, 2).pace(delay))),
                new Waiter("zip", delay -> Flow.zip(body(delay), steps(delay), Integer::sum)),
                new Waiter("concatMap", delay -> Flow.of(1, 2).concatMap(x -> body(delay))),
                new Waiter("concatMap of steps", delay -> Flow.of(1, 2).concatMap(x -> steps(delay))));
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void noneIsLeftByACompletion(Waiter waiter) {
        for (int round = 0; round < ROUNDS; round++) {
            run(waiter.of(SOON)).blockLast(LIMIT);

            noTimerIsLeft();
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void noneIsLeftByACancel(Waiter waiter) {
        for (int round = 0; round < ROUNDS; round++) {
            Disposable subscription = run(waiter.of(NEVER)).subscribe();
            Until.isTrue(() -> scheduler.delayed() > 0);
            subscription.dispose();

            noTimerIsLeft();
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void noneIsLeftByACancelThoughAnotherBodyHasTheTurn(Waiter waiter) {
        CountDownLatch hasTurn = Latches.one();
        CountDownLatch ended = Latches.one();
        Flow<Integer> other = Flow.generate(out -> {
            while (scheduler.delayed() == 0) {
                out.cooperate();
            }
            hasTurn.countDown();
            noTimerIsLeft();
            ended.countDown();
        });
        Disposable subscription = run(Flow.merge(waiter.of(NEVER), other))
                .subscribeOn(Schedulers.boundedElastic())
                .subscribe();
        Latches.await(hasTurn);
        subscription.dispose();
        Latches.await(ended);
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void noneIsLeftByACancelThatMeetsItsStart(Waiter waiter) {
        for (int round = 0; round < ROUNDS; round++) {
            Disposable subscription = run(waiter.of(NEVER))
                    .subscribeOn(Schedulers.boundedElastic())
                    .subscribe();
            for (int i = 0; i < round; i++) {
                Thread.onSpinWait();
            }
            subscription.dispose();
        }
        noTimerIsLeft();
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void noneIsLeftByAnErrorBesideIt(Waiter waiter) {
        for (int round = 0; round < ROUNDS; round++) {
            Flow<Integer> failing = Flow.generate(out -> {
                while (scheduler.delayed() == 0) {
                    out.cooperate();
                }
                throw new IllegalStateException("expected");
            });

            assertThatThrownBy(() -> run(Flow.merge(waiter.of(NEVER), failing)).blockLast(LIMIT))
                    .hasMessage("expected");
            noTimerIsLeft();
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void noneIsLeftByThePullThatIsClosed(Waiter waiter) {
        for (int round = 0; round < ROUNDS; round++) {
            run(Flow.<Integer>generate(out -> {
                        try (Pull<Integer> items = out.pull(waiter.of(NEVER))) {
                            while (scheduler.delayed() == 0) {
                                items.poll();
                                out.cooperate();
                            }
                        }
                        noTimerIsLeft();
                        out.emit(1);
                    }))
                    .blockLast(LIMIT);
        }
    }

    private void noTimerIsLeft() {
        Until.isTrue(() -> scheduler.pending() == 0);
    }

    private <T> Flux<T> run(Flow<T> flow) {
        return ReactorFlow.toFlux(flow, scheduler);
    }

    private static Flow<Integer> body(Duration delay) {
        return Flow.generate(out -> {
            out.cooperate(delay);
            out.emit(1);
        });
    }

    private static Flow<Integer> steps(Duration delay) {
        return Flow.fromSteps(() -> {
            int[] n = {0};
            return () -> switch (n[0]++) {
                case 0 -> Step.cooperate(delay);
                case 1 -> Step.emit(1);
                default -> Step.done();
            };
        });
    }
}
