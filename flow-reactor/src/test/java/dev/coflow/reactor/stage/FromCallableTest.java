package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class FromCallableTest {

    private final AtomicInteger calls = new AtomicInteger();

    private Flow<Integer> flow(boolean inARun) {
        return placed(calls::incrementAndGet, inARun);
    }

    /** Alone it has no run, in a join it is part of one. */
    private static <T> Flow<T> placed(Callable<T> callable, boolean inARun) {
        Flow<T> flow = Flow.fromCallable(callable);
        return inARun ? Flow.zip(flow, Flow.of(1), (value, one) -> value) : flow;
    }

    // Values

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsOnceASubscription(boolean inARun) {
        Flow<Integer> flow = flow(inARun);
        assertThat(calls).hasValue(0);
        assertThat(flow.toList()).containsExactly(1);
        assertThat(flow.toList()).containsExactly(2);
    }

    // Empty

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNullResultIsNoItem(boolean inARun) {
        StepVerifier.create(placed(() -> null, inARun)).expectComplete().verify(Waiting.LIMIT);
    }

    // Demand

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsOnTheFirstRequest(boolean inARun) {
        StepVerifier.withVirtualTime(() -> flow(inARun), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(calls).hasValue(0))
                .thenRequest(1)
                .expectNext(1)
                .thenRequest(1)
                .expectComplete()
                .verify(Waiting.LIMIT);
        assertThat(calls).hasValue(1);
    }

    // Cancel

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelBeforeTheRequestMakesNoCall(boolean inARun) {
        StepVerifier.create(flow(inARun), 0).expectSubscription().thenCancel().verify(Waiting.LIMIT);
        assertThat(calls).hasValue(0);
    }

    // Throwing lambda

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatItThrowsArrivesUnchanged(boolean inARun) {
        IOException error = new IOException("call");
        Callable<Integer> failing = () -> {
            throw error;
        };
        StepVerifier.create(placed(failing, inARun))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void readsLikeAMethodReference() {
        assertThat(Flow.fromCallable(this::answer).map(x -> x + 1).toList()).containsExactly(43);
    }

    private int answer() throws IOException {
        return 42;
    }
}
