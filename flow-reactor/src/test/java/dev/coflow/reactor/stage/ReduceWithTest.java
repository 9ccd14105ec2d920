package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** {@code reduceWith}: a seed for every subscription. */
class ReduceWithTest implements StageContract<List<Integer>> {

    @Override
    public Flow<List<Integer>> over(Flow<Integer> source) {
        return source.reduceWith(ArrayList::new, ReduceWithTest::with);
    }

    private static List<Integer> with(List<Integer> list, int item) {
        list.add(item);
        return list;
    }

    @Override
    public List<List<Integer>> during(List<Integer> items) {
        return List.of();
    }

    @Override
    public List<List<Integer>> after(List<Integer> items) {
        return List.of(items);
    }

    @Override
    public boolean readsAll() {
        return true;
    }

    // Throwing lambda

    @Test
    void whatTheSeedThrowsArrivesUnchanged() {
        IOException error = new IOException("seed");
        Flow<Integer> flow = Flow.of(1)
                .reduceWith(
                        () -> {
                            throw Sneak.raise(error);
                        },
                        (a, x) -> a);
        StepVerifier.create(flow)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aSeedThatIsNullIsAnError() {
        StepVerifier.create(Flow.of(1).<Integer>reduceWith(() -> null, (a, x) -> x))
                .expectError(NullPointerException.class)
                .verify(Waiting.LIMIT);
    }

    @Test
    void theSeedOfOneSubscriptionIsNotSeenByAnother() {
        Flow<List<Integer>> flow = over(Flow.of(1));
        assertThat(flow.toList().get(0)).isNotSameAs(flow.toList().get(0));
    }
}
