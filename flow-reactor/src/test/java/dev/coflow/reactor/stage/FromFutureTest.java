package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class FromFutureTest {

    private final CompletableFuture<String> future = new CompletableFuture<>();

    /** Alone it lowers to Reactor's own operator, in a join it is part of a run. */
    private static <T> Flow<T> placed(Flow<T> flow, boolean inARun) {
        return inARun ? Flow.merge(flow) : flow;
    }

    // Values

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void emitsTheValueWhenItIsThere(boolean inARun) {
        StepVerifier.create(placed(Flow.fromFuture(() -> future), inARun))
                .then(() -> future.complete("value"))
                .expectNext("value")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void asksForAFutureOnceASubscription() {
        AtomicInteger calls = new AtomicInteger();
        Flow<Integer> flow = Flow.fromFuture(() -> CompletableFuture.completedFuture(calls.incrementAndGet()));
        assertThat(calls).hasValue(0);
        assertThat(flow.toList()).containsExactly(1);
        assertThat(flow.toList()).containsExactly(2);
    }

    // Empty

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNullValueIsNoItem(boolean inARun) {
        StepVerifier.create(placed(Flow.fromFuture(() -> CompletableFuture.completedFuture(null)), inARun))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Error

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailureArrivesWithoutItsWrapping(boolean inARun) {
        IOException error = new IOException("future");
        CompletionStage<String> wrapping = future.thenApply(x -> x);
        StepVerifier.create(placed(Flow.fromFuture(() -> wrapping), inARun))
                .then(() -> future.completeExceptionally(error))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error).isNotInstanceOf(CompletionException.class))
                .verify(Waiting.LIMIT);
    }

    // Demand

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aValueWaitsForDemand(boolean inARun) {
        future.complete("value");
        StepVerifier.withVirtualTime(() -> placed(Flow.fromFuture(() -> future), inARun), 0)
                .expectSubscription()
                .expectNoEvent(java.time.Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext("value")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Cancel

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelsTheFuture(boolean inARun) {
        StepVerifier.withVirtualTime(() -> placed(Flow.fromFuture(() -> future), inARun))
                .expectSubscription()
                .expectNoEvent(java.time.Duration.ofSeconds(1))
                .thenCancel()
                .verify(Waiting.LIMIT);
        assertThat(future).isCancelled();
    }

    // Throwing lambda

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSupplierThatThrowsIsAnError(boolean inARun) {
        IllegalStateException error = new IllegalStateException("supplier");
        Flow<Integer> flow = Flow.fromFuture(() -> {
            throw error;
        });
        StepVerifier.create(placed(flow, inARun))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aSupplierWithoutAFutureIsAnError() {
        StepVerifier.create(Flow.<Integer>fromFuture(() -> null))
                .expectError(NullPointerException.class)
                .verify(Waiting.LIMIT);
    }
}
