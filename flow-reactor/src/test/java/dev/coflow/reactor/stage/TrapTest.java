package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

class TrapTest implements StageContract<Integer> {

    @Override
    public Flow<Integer> over(Flow<Integer> source) {
        return source.trap(TimeoutException.class, e -> 0);
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return items;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void anExpectedErrorBecomesTheLastItem(Source source) {
        Flow<Object> flow = Flow.<Object>from(source.of(Items.upTo(2).thenFail(new IOException("expected"))))
                .trap(IOException.class, IOException::getMessage);
        assertThat(flow.toList()).containsExactly(1, 2, "expected");
    }

    @Test
    void trapsSubclasses() {
        assertThat(Flow.<String>error(new FileNotFoundException())
                        .trap(IOException.class, e -> e.getClass().getSimpleName())
                        .toList())
                .containsExactly("FileNotFoundException");
    }

    @Test
    void trapsSeveralTypes() {
        for (Exception error : List.of(new IOException(), new TimeoutException())) {
            assertThat(Flow.<Throwable>error(error)
                            .trap(List.of(IOException.class, TimeoutException.class), e -> e)
                            .toList())
                    .containsExactly(error);
        }
    }

    @Test
    void trapsWhatAnyStageBeforeThrows() {
        Flow<Integer> flow =
                Flow.of(1, 2).map(x -> 2 / (2 - x)).filter(x -> true).trap(ArithmeticException.class, e -> -1);
        assertThat(flow.toList()).containsExactly(2, -1);
    }

    // Error

    @ParameterizedTest
    @EnumSource
    void otherErrorsPassUnchanged(Source source) {
        IOException error = new IOException("other");
        StepVerifier.create(source.of(Items.upTo(1).thenFail(error))
                        .trap(List.of(TimeoutException.class, RuntimeException.class), e -> 0))
                .expectNext(1)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Demand

    @ParameterizedTest
    @EnumSource
    void theFallbackWaitsForDemand(Source source) {
        StepVerifier.withVirtualTime(
                        () -> source.of(Items.upTo(1).thenFail(new IOException()))
                                .trap(IOException.class, e -> 0),
                        1)
                .expectNext(1)
                .expectNoEvent(Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext(0)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Throwing lambda

    @Test
    void whatTheFallbackThrowsIsTheErrorAndKeepsTheOneBefore() {
        IOException error = new IOException("trapped");
        IllegalStateException second = new IllegalStateException("fallback");
        StepVerifier.create(Flow.<Integer>error(error).trap(IOException.class, e -> {
                    throw second;
                }))
                .expectErrorSatisfies(e -> {
                    assertThat(e).isSameAs(second);
                    assertThat(e.getSuppressed()).contains(error);
                })
                .verify(Waiting.LIMIT);
    }

    @Test
    void aFallbackThatReturnsNullIsNamed() {
        StepVerifier.create(Flow.<Integer>error(new IOException()).trap(IOException.class, e -> null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("trap"))
                .verify(Waiting.LIMIT);
    }
}
