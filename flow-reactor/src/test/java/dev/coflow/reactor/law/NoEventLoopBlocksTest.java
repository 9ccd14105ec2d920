package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Law 10: no thread of an event loop blocks. BlockHound watches every test of this build. */
class NoEventLoopBlocksTest {

    private static final int ROUNDS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    private final DroppedErrors dropped = new DroppedErrors();

    /** What happens once in a JVM has a test of its own. */
    @BeforeAll
    static void findTheRuntime() {
        Flow.empty().toList();
    }

    @Test
    void blockHoundIsOn() {
        assertThatThrownBy(() -> Mono.fromCallable(() -> {
                            Thread.sleep(1);
                            return 1;
                        })
                        .subscribeOn(Schedulers.parallel())
                        .block(LIMIT))
                .hasRootCauseInstanceOf(BlockingOperationError.class);
    }

    @Test
    void blockHoundSeesAFunctionThatExecutesOnTheLoop() {
        Flow<Integer> blocking = Flow.merge(Flow.of(1)).map(x -> {
            sleep();
            return x;
        });
        assertThatThrownBy(() ->
                        Flux.from(blocking).subscribeOn(Schedulers.single()).blockLast(LIMIT))
                .hasRootCauseInstanceOf(BlockingOperationError.class);
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theFirstSubscriptionOfAllMayComeFromALoop() throws Exception {
        try (FreshFlows fresh = new FreshFlows()) {
            Publisher<Integer> flow = fresh.of(1);

            assertThat(Flux.from(flow).subscribeOn(Schedulers.parallel()).blockLast(LIMIT))
                    .isEqualTo(1);
        }
    }

    /** A flow, the thread that subscribes to it, and a thread for its demand. */
    private record Case(String name, Flow<Integer> flow, Scheduler loop) {
        @Override
        public String toString() {
            return name + " from " + loop;
        }
    }

    static Stream<Case> cases() {
        Flow<Integer> body = Flow.generate(out -> {
            for (int i = 0; i < 10; i++) {
                out.emit(i);
                out.cooperate();
            }
        });
        Flow<Integer> blockingBody = Flow.generate(out -> {
            Thread.sleep(1);
            out.emit(out.blocking(() -> {
                Thread.sleep(1);
                return 1;
            }));
        });
        Flow<Integer> awaiting = Flow.generate(out -> {
            for (int i = 0; i < 5; i++) {
                out.emit(out.await(Mono.just(i).publishOn(Schedulers.parallel())));
                out.cooperate(Duration.ofNanos(1000));
            }
        });
        Flow<Integer> threaded =
                Flow.threaded(() -> IntStream.range(0, 20).boxed().toList());
        Flow<Integer> steps = Flow.fromSteps(() -> {
            int[] n = {0};
            return () -> n[0]++ == 20 ? Step.done() : n[0] % 3 == 0 ? Step.cooperate() : Step.emit(n[0]);
        });
        Flow<Integer> merge = Flow.merge(List.of(body, awaiting, threaded, steps, blockingBody), 2);
        Flow<Integer> pulling = Flow.generate(out -> out.emitAll(merge));
        return Stream.of(Schedulers.parallel(), Schedulers.single())
                .flatMap(loop -> Stream.of(
                        new Case("body", body, loop),
                        new Case("blocking body", blockingBody, loop),
                        new Case("awaiting body", awaiting, loop),
                        new Case("threaded", threaded, loop),
                        new Case("steps", steps, loop),
                        new Case("merge", merge, loop),
                        new Case("pulling body", pulling, loop),
                        new Case("concatMap", body.concatMap(x -> awaiting), loop)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsWithoutBlockingTheThreadsOf(Case c) {
        for (int round = 0; round < ROUNDS / 10; round++) {
            Flux.from(c.flow).subscribeOn(c.loop).publishOn(c.loop, 2).blockLast(LIMIT);
        }

        assertThat(dropped.all()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isCancelledWithoutBlockingTheThreadsOf(Case c) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux.from(c.flow)
                    .subscribeOn(c.loop)
                    .publishOn(c.loop, 1)
                    .take(1 + round % 3)
                    .blockLast(LIMIT);
        }

        assertThat(dropped.all()).isEmpty();
    }

    @Test
    void cancellingABlockedBodyDoesNotBlock() {
        for (int round = 0; round < ROUNDS; round++) {
            Flow<Integer> sleeping = Flow.generate(out -> {
                out.emit(1);
                Thread.sleep(60_000);
            });
            Flux.from(sleeping)
                    .publishOn(Schedulers.parallel())
                    .timeout(Mono.delay(Duration.ofMillis(1)), x -> Mono.delay(Duration.ofMillis(1)), Flux.just(2))
                    .blockLast(LIMIT);
        }

        assertThat(dropped.all()).isEmpty();
    }

    @Test
    void manyBodiesStartAtOnceWithoutBlocking() {
        Flow<Integer> body =
                Flow.generate(out -> out.emit(out.await(Mono.just(1).publishOn(Schedulers.parallel()))));
        Long count = Flux.range(0, 2_000)
                .parallel(2)
                .runOn(Schedulers.parallel())
                .flatMap(x -> body, false, 64)
                .sequential()
                .count()
                .block(LIMIT);

        assertThat(count).isEqualTo(2_000);
        assertThat(dropped.all()).isEmpty();
    }
}
