package dev.coflow.reactor.acceptance;

import static dev.coflow.reactor.acceptance.Original.LIMIT;
import static dev.coflow.reactor.acceptance.Original.gen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Flow;
import dev.coflow.Turn;
import dev.coflow.reactor.FlowDeferred;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Where this library differs from the original, on purpose. */
class DifferencesTest {

    private static final Iterable<Integer> FAILS_AT_THE_SECOND =
            () -> IntStream.rangeClosed(1, 9).map(x -> x / (2 - x)).iterator();

    @Test
    void aMergeHonoursEveryDelay() {
        Flow<Object> slow = gen("slow 1", Duration.ofSeconds(3), "slow 2");
        Flow<Object> fast = gen(1, Duration.ofSeconds(1), 2, Duration.ofSeconds(1), 3, Duration.ofSeconds(2), 4);
        StepVerifier.withVirtualTime(() -> Flow.merge(slow, fast))
                .expectNext("slow 1", 1)
                .expectNoEvent(Duration.ofMillis(999))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(2)
                .expectNoEvent(Duration.ofMillis(999))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(3)
                .expectNoEvent(Duration.ofMillis(999))
                .thenAwait(Duration.ofMillis(1))
                .expectNext("slow 2")
                .expectNoEvent(Duration.ofMillis(999))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(4)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aLateFailureLosesNoValues() {
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        sink.tryEmitNext(1).orThrow();
        sink.tryEmitNext(2).orThrow();
        sink.tryEmitError(new IOException("late")).orThrow();
        StepVerifier.withVirtualTime(() -> Flow.merge(Flow.from(sink.asFlux())), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext(1)
                .expectNoEvent(Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext(2)
                .thenRequest(1)
                .expectErrorMessage("late")
                .verify(LIMIT);
    }

    @Test
    void aThreadedErrorWaitsForAReaderThatIsSlow() {
        StepVerifier.withVirtualTime(() -> Flow.merge(Flow.threaded(() -> FAILS_AT_THE_SECOND)), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext(1)
                .thenRequest(1)
                .expectError(ArithmeticException.class)
                .verify(LIMIT);
    }

    @Test
    void aTrapAppliesToAnyUpstream() {
        for (Flow<Integer> flow : List.of(
                Flow.fromIterable(FAILS_AT_THE_SECOND),
                Flow.threaded(() -> FAILS_AT_THE_SECOND),
                Flow.of(1, 2).map(x -> x / (2 - x)))) {
            assertThat(flow.trap(ArithmeticException.class, e -> 0).toList()).containsExactly(1, 0);
        }
    }

    @Test
    void anErrorInAnyFunctionReachesTheDeferred() {
        ArithmeticException error = new ArithmeticException("function");
        List<Flow<Object>> failing = List.of(
                gen(1).filter(x -> {
                    throw error;
                }),
                gen(1).transform(flow -> Mono.error(error)),
                gen(1).concatMapIterable(x -> {
                    throw error;
                }),
                gen(1).mapNotNull(x -> {
                    throw error;
                }));
        for (Flow<Object> flow : failing) {
            assertThat(catchThrowable(() -> FlowDeferred.collect(flow).block(LIMIT)))
                    .isSameAs(error);
        }
    }

    @Test
    void aThreadedSourceRunsAheadByNoMoreThanThePrefetchAndStopsWhenCancelled() {
        AtomicInteger drawn = new AtomicInteger();
        Iterable<Integer> endless = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return drawn.incrementAndGet();
            }
        };
        StepVerifier.create(Flow.merge(Flow.threaded(() -> endless)), 2)
                .expectNext(1, 2)
                .then(() -> Awaitility.await().atMost(LIMIT).until(() -> drawn.get() == Turn.DEFAULT_PREFETCH))
                .thenCancel()
                .verify(LIMIT);
        assertThat(drawn).hasValue(Turn.DEFAULT_PREFETCH);
    }

    @Test
    void anIterableThatCannotBeIteratedFailsTheFlow() {
        IllegalStateException error = new IllegalStateException("iter");
        Iterable<Integer> broken = () -> {
            throw error;
        };
        StepVerifier.create(Flow.merge(Flow.threaded(() -> broken)))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(LIMIT);
    }

    @Test
    void nothingIsNoValueAndAnOptionalIs() {
        Flow<Object> nothing = Flow.generate(out -> out.emit(null));
        StepVerifier.create(nothing).expectError(NullPointerException.class).verify(LIMIT);
        assertThat(Flow.zipLongest(gen(1), gen(), List::of).toList())
                .containsExactly(List.of(Optional.of(1), Optional.empty()));
    }
}
