package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Law 8: under virtual time the clock never moves while a body has work at the current instant. */
class VirtualTimeTest {

    private static final int SCRIPTS = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LIMIT_PROPERTY = "dev.coflow.virtualTimeLimitSeconds";
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void twoBodiesWithDifferentDelaysAreExact() {
        for (int i = 0; i < SCRIPTS; i++) {
            script(() -> Flow.merge(ticking("a", 2, 3), ticking("b", 3, 2)))
                    .expectNoEvent(Duration.ofSeconds(2))
                    .expectNext("a0")
                    .expectNoEvent(SECOND)
                    .expectNext("b0")
                    .expectNoEvent(SECOND)
                    .expectNext("a1")
                    .expectNoEvent(Duration.ofSeconds(2))
                    .expectNext("b1", "a2") // b's timer was set first
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void mergesOfMergesOfBodiesThatWaitAreIdle() {
        Flow<String> inner = Flow.merge(ticking("a", 1, 1), ticking("b", 2, 2));
        for (int i = 0; i < 20; i++) {
            script(() -> Flow.merge(inner, inner))
                    .thenAwait(SECOND)
                    .expectNext("a0", "a0")
                    .thenAwait(Duration.ofDays(1))
                    .expectNextCount(4)
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void anAwaitedDelayIsExact() {
        for (int i = 0; i < SCRIPTS; i++) {
            script(() -> Flow.<String>generate(out -> {
                        for (int n = 0; n < 3; n++) {
                            out.await(Mono.delay(SECOND));
                            out.cooperate();
                            out.emit("x" + n);
                        }
                    }))
                    .expectNoEvent(SECOND)
                    .expectNext("x0")
                    .expectNoEvent(SECOND)
                    .expectNext("x1")
                    .thenAwait(SECOND)
                    .expectNext("x2")
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void aPulledIntervalIsExact() {
        for (int i = 0; i < SCRIPTS; i++) {
            script(() -> Flow.<String>generate(out -> {
                        try (var ticks = out.pull(Flux.interval(SECOND))) {
                            out.emit("x" + ticks.next());
                            out.emit("x" + ticks.next());
                        }
                        out.cooperate(SECOND);
                        out.emit("end");
                    }))
                    .expectNoEvent(SECOND)
                    .expectNext("x0")
                    .expectNoEvent(SECOND)
                    .expectNext("x1")
                    .expectNoEvent(SECOND)
                    .expectNext("end")
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void runsInsideRunsAreExact() {
        for (int i = 0; i < SCRIPTS; i++) {
            script(() -> Flux.from(ticking("a", 2, 2)).flatMap(a -> ticking(a + "b", 3, 2)))
                    .expectNoEvent(Duration.ofSeconds(5))
                    .expectNext("a0b0")
                    .expectNoEvent(Duration.ofSeconds(2))
                    .expectNext("a1b0")
                    .expectNoEvent(SECOND)
                    .expectNext("a0b1")
                    .expectNoEvent(Duration.ofSeconds(2))
                    .expectNext("a1b1")
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void aCachedFlowReadByARunIsExact() {
        for (int i = 0; i < SCRIPTS; i++) {
            script(() -> {
                        Flux<String> cached = Flux.from(ticking("a", 1, 2)).cache();
                        return Flow.<String>generate(out -> {
                            out.emitAll(cached);
                            out.cooperate(SECOND);
                            out.emitAll(cached);
                        });
                    })
                    .expectNoEvent(SECOND)
                    .expectNext("a0")
                    .expectNoEvent(SECOND)
                    .expectNext("a1")
                    .expectNoEvent(SECOND)
                    .expectNext("a0", "a1")
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void stepsAndLoopsThatCooperateAreExact() {
        for (int i = 0; i < SCRIPTS / 4; i++) {
            script(() -> {
                        int[] n = {0};
                        Flow<String> steps = Flow.fromSteps(() -> () -> switch (n[0]++) {
                            case 0 -> Step.cooperate(SECOND);
                            case 1 -> Step.cooperate();
                            case 2 -> Step.emit("s");
                            default -> Step.done();
                        });
                        return Flow.merge(steps, Flow.<String>generate(out -> {
                            for (int turn = 0; turn < 100; turn++) {
                                out.cooperate();
                            }
                            out.cooperate(Duration.ofMillis(1500));
                            for (int turn = 0; turn < 100; turn++) {
                                out.cooperate();
                            }
                            out.emit("x");
                        }));
                    })
                    .expectNoEvent(SECOND)
                    .expectNext("s")
                    .expectNoEvent(Duration.ofMillis(500))
                    .expectNext("x")
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void aChosenVirtualClockIsExact() {
        for (int i = 0; i < SCRIPTS; i++) {
            VirtualTimeScheduler clock = VirtualTimeScheduler.create();
            List<String> items = new CopyOnWriteArrayList<>();
            ReactorFlow.toFlux(Flow.merge(ticking("a", 1, 2), ticking("b", 2, 1)), clock)
                    .subscribe(items::add);
            assertThat(items).isEmpty();
            clock.advanceTimeBy(SECOND);
            assertThat(items).containsExactly("a0");
            clock.advanceTimeBy(SECOND);
            assertThat(items).containsExactly("a0", "b0", "a1");
        }
    }

    @Test
    void aDayIsExact() {
        script(() -> ticking("h", 3600, 24))
                .thenAwait(Duration.ofDays(1))
                .expectNextCount(24)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aBodyThatBlocksUntilTheScriptReleasesItEnds() {
        for (int i = 0; i < 5; i++) {
            CountDownLatch latch = Latches.one();
            script(() -> Flow.<String>generate(out -> {
                        latch.await();
                        out.emit("released");
                        out.cooperate(SECOND);
                        out.emit("later");
                    }))
                    .then(latch::countDown)
                    .expectNext("released")
                    .thenAwait(Duration.ofSeconds(2))
                    .expectNext("later")
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    /** The clock moves by nanoseconds while it looks whether the body is still blocked. */
    @Test
    void aReleasedBodyIsExactAgainButForTheLooks() {
        for (int i = 0; i < 5; i++) {
            CountDownLatch latch = Latches.one();
            script(() -> Flow.<String>generate(out -> {
                        latch.await();
                        out.emit("released");
                        out.cooperate(SECOND);
                        out.emit("later");
                    }))
                    .then(latch::countDown)
                    .expectNext("released")
                    .thenAwait(SECOND.plusMillis(1))
                    .expectNext("later")
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void twoChainedRunsEnd() {
        CountDownLatch latch = Latches.one();
        script(() -> Flux.from(Flow.<String>generate(out -> {
                            latch.await();
                            out.emit("first");
                        }))
                        .concatWith(ticking("second", 1, 1)))
                .then(latch::countDown)
                .expectNext("first")
                .thenAwait(Duration.ofSeconds(2))
                .expectNext("second0")
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aBodyThatBlocksForEverDoesNotStopTheClock() {
        CountDownLatch never = Latches.one();
        script(() -> Flux.merge(Flow.<String>generate(out -> never.await()), ticking("a", 1, 2)))
                .thenAwait(Duration.ofDays(1))
                .expectNext("a0", "a1")
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void theLimitOfRealTimeFailsWithADumpOfABodyThatSpinsFromItsStart() {
        assertThat(failureOf(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("virtual time cannot move")
                .hasMessageContaining("flow-")
                .hasMessageContaining("at ");
    }

    @Test
    void theLimitOfRealTimeFailsWithADumpOfABodyThatSpinsLater() {
        assertThat(failureOf(SECOND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("virtual time cannot move")
                .hasMessageContaining("flow-")
                .hasMessageContaining("at ");
    }

    /** What a script gets, from the subscriber or from the clock, when a body spins after a delay. */
    private static Throwable failureOf(Duration delay) {
        AtomicBoolean stop = new AtomicBoolean();
        String before = System.getProperty(LIMIT_PROPERTY);
        System.setProperty(LIMIT_PROPERTY, "1");
        try {
            VirtualTimeScheduler clock = VirtualTimeScheduler.create();
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            Flow<String> spinning = Flow.generate(out -> {
                out.cooperate(delay);
                while (!stop.get()) {
                    out.cooperate();
                }
            });
            Throwable thrown = catchThrowable(() -> {
                ReactorFlow.toFlux(spinning, clock).subscribe(x -> {}, failures::add);
                clock.advanceTimeBy(SECOND);
            });
            return thrown == null && !failures.isEmpty() ? failures.get(0) : thrown;
        } finally {
            stop.set(true);
            if (before == null) {
                System.clearProperty(LIMIT_PROPERTY);
            } else {
                System.setProperty(LIMIT_PROPERTY, before);
            }
        }
    }

    private static StepVerifier.Step<String> script(Supplier<Publisher<String>> publisher) {
        return StepVerifier.withVirtualTime(publisher).expectSubscription();
    }

    /** Emits name0, name1, ... after so many seconds each. */
    private static Flow<String> ticking(String name, int seconds, int times) {
        return Flow.generate(out -> {
            for (int i = 0; i < times; i++) {
                out.cooperate(Duration.ofSeconds(seconds));
                out.emit(name + i);
            }
        });
    }
}
