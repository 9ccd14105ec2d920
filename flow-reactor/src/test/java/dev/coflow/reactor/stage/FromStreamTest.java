package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class FromStreamTest implements SourceContract {

    @Override
    public Flow<Integer> of(Items items) {
        return Flow.fromStream(() -> StreamSupport.stream(items.spliterator(), false));
    }

    private final AtomicInteger closed = new AtomicInteger();

    private Flow<Integer> closing(Items items) {
        return Flow.fromStream(
                () -> StreamSupport.stream(items.spliterator(), false).onClose(closed::incrementAndGet));
    }

    // A stream looks one item ahead

    @Override
    public int inHand() {
        return 1;
    }

    // Values

    @Test
    void closesTheStreamAtItsEnd() {
        assertThat(closing(Items.upTo(2)).toList()).containsExactly(1, 2);
        assertThat(closed).hasValue(1);
    }

    // Error

    @Test
    void closesTheStreamAfterAnError() {
        StepVerifier.create(closing(Items.upTo(1).thenFail(new IllegalStateException())))
                .expectNext(1)
                .expectError(IllegalStateException.class)
                .verify(Waiting.LIMIT);
        assertThat(closed).hasValue(1);
    }

    // Cancel

    @Test
    void closesTheStreamWhenCancelled() {
        StepVerifier.create(closing(Items.upTo(9)), 2)
                .expectNext(1, 2)
                .thenCancel()
                .verify(Waiting.LIMIT);
        assertThat(closed).hasValue(1);
    }

    @Test
    void closesTheStreamOfARunThatIsCancelled() {
        StepVerifier.withVirtualTime(() -> Flow.merge(closing(Items.upTo(1000))), 2)
                .expectNext(1, 2)
                .thenCancel()
                .verify(Waiting.LIMIT);
        assertThat(closed).hasValue(1);
    }

    // Throwing lambda

    @Test
    void aSupplierThatThrowsIsAnError() {
        IllegalStateException error = new IllegalStateException("supplier");
        Flow<Integer> flow = Flow.fromStream(() -> {
            throw error;
        });
        StepVerifier.create(flow)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aSupplierThatReturnsNullIsNamed() {
        Flow<Integer> flow = Flow.<Integer>fromStream(() -> (Stream<Integer>) null);
        StepVerifier.create(flow)
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("fromStream"))
                .verify(Waiting.LIMIT);
    }
}
