package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class FromIterableTest implements SourceContract {

    @Override
    public Flow<Integer> of(Items items) {
        return Flow.fromIterable(items);
    }

    // Values

    @Test
    void iteratesAnewForEverySubscriber() {
        List<Integer> list = new java.util.ArrayList<>(List.of(1));
        Flow<Integer> flow = Flow.fromIterable(list);
        list.add(2);
        assertThat(flow.toList()).containsExactly(1, 2);
    }

    // Error

    @Test
    void aNullItemIsAnErrorAfterTheItemsBeforeIt() {
        StepVerifier.create(Flow.fromIterable(Arrays.asList(1, null, 3)))
                .expectNext(1)
                .expectError(NullPointerException.class)
                .verify(Waiting.LIMIT);
    }

    // Throwing lambda

    @Test
    void anIterableThatCannotBeIteratedIsAnError() {
        IllegalStateException error = new IllegalStateException("iterator");
        Flow<Integer> flow = Flow.fromIterable(() -> {
            throw error;
        });
        StepVerifier.create(flow)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }
}
