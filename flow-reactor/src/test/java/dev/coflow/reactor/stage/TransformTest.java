package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Anything Reactor has. */
class TransformTest implements StageContract<Integer> {

    @Override
    public Flow<Integer> over(Flow<Integer> source) {
        return source.transform(flow -> Flux.from(flow).map(x -> x + 1));
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return items.stream().map(x -> x + 1).toList();
    }

    // Values

    @Test
    void theFlowGoesOnBehindIt() {
        Flow<String> flow = Source.BODY
                .of(Items.upTo(5))
                .transform(f -> ReactorFlow.toFlux(f).buffer(2))
                .map(List::toString)
                .filter(text -> text.length() > 3);
        assertThat(flow.toList()).containsExactly("[1, 2]", "[3, 4]");
    }

    // Error

    @Test
    void aTimeoutReachesTheBody() {
        AtomicInteger unwound = new AtomicInteger();
        Flow<Integer> slow = Flow.generate(out -> {
            try {
                out.emit(1);
                out.await(Mono.never());
            } finally {
                unwound.incrementAndGet();
            }
        });
        StepVerifier.withVirtualTime(() -> slow.transform(f -> Flux.from(f).timeout(Duration.ofSeconds(3))))
                .expectNext(1)
                .thenAwait(Duration.ofSeconds(3))
                .expectError(TimeoutException.class)
                .verify(Waiting.LIMIT);
        assertThat(unwound).hasValue(1);
    }

    @Test
    void aRetryIsAFreshBody() {
        AtomicInteger attempts = new AtomicInteger();
        Flow<Integer> flow = Flow.<Integer>generate(out -> {
                    int attempt = attempts.incrementAndGet();
                    out.emit(attempt);
                    if (attempt < 3) {
                        throw new IllegalStateException();
                    }
                })
                .transform(f -> Flux.from(f).retry());
        assertThat(flow.toList()).containsExactly(1, 2, 3);
    }

    // Throwing lambda

    @Test
    void whatTheTransformerThrowsIsSeenByTheSubscriber() {
        IllegalStateException error = new IllegalStateException("transformer");
        Flow<Integer> flow = Flow.of(1).transform(f -> {
            throw error;
        });
        StepVerifier.create(Flux.defer(() -> flow))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aTransformerThatReturnsNullIsNamed() {
        Flow<Integer> flow = Flow.of(1).transform(f -> null);
        StepVerifier.create(Flux.defer(() -> flow))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("transform"))
                .verify(Waiting.LIMIT);
    }

    // Context

    @Test
    void whatItWritesToTheContextIsSeenBeforeIt() {
        Flow<String> flow = Flow.<String>generate(
                        out -> out.emit(out.<String>context("who").orElse("nobody")))
                .transform(f -> Flux.from(f).contextWrite(context -> context.put("who", "James")))
                .map(name -> name + "!");
        assertThat(flow.toList()).containsExactly("James!");
    }
}
