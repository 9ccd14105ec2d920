package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

/** {@code reduce}: one item accumulated from all. */
class ReduceTest implements StageContract<Integer> {

    @Override
    public Flow<Integer> over(Flow<Integer> source) {
        return source.reduce(0, Integer::sum);
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return List.of();
    }

    @Override
    public List<Integer> after(List<Integer> items) {
        return List.of(items.stream().mapToInt(x -> x).sum());
    }

    @Override
    public boolean readsAll() {
        return true;
    }

    // Values

    @Test
    void theAccumulatedValueMayHaveAnotherType() {
        Flow<Long> sum = Flow.of(1, 2, 3).reduce(0L, Long::sum);
        Flow<String> text = Flow.of(1, 2, 3).reduce("", (all, x) -> all + x);
        assertThat(sum.toList()).containsExactly(6L);
        assertThat(text.toList()).containsExactly("123");
    }

    // Demand

    @Test
    void readsNothingBeforeTheFirstRequest() {
        AtomicInteger started = new AtomicInteger();
        Flow<Integer> flow = Flow.<Integer>generate(out -> out.emit(started.incrementAndGet()))
                .reduce(0, Integer::sum);
        StepVerifier.withVirtualTime(() -> flow, 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(started).hasValue(0))
                .thenRequest(1)
                .expectNext(1)
                .thenRequest(1)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Throwing lambda

    @ParameterizedTest
    @EnumSource
    void whatTheAccumulatorThrowsArrivesUnchanged(Source source) {
        IOException error = new IOException("accumulator");
        Flow<Integer> flow = source.of(Items.upTo(5)).reduce(0, (sum, x) -> {
            if (x == 3) {
                throw Sneak.raise(error);
            }
            return sum + x;
        });
        StepVerifier.create(flow)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void anAccumulatorThatReturnsNullIsAnError() {
        StepVerifier.create(Flow.of(1).reduce(0, (sum, x) -> null))
                .expectError(NullPointerException.class)
                .verify(Waiting.LIMIT);
    }
}
