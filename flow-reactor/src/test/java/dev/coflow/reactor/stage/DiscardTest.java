package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

class DiscardTest implements StageContract<String> {

    @Override
    public Flow<String> over(Flow<Integer> source) {
        return source.discard();
    }

    @Override
    public List<String> during(List<Integer> items) {
        return List.of();
    }

    @Override
    public boolean readsAll() {
        return true;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void readsTheSourceToItsEnd(Source source) {
        Items items = Items.upTo(1000);
        Flow<Void> nothing = source.of(items).discard();
        assertThat(nothing.toList()).isEmpty();
        assertThat(items.drawn()).isEqualTo(1000);
    }

    @Test
    void otherItemsCanFollow() {
        List<Integer> stored = new ArrayList<>();
        Flow<String> flow = Flow.of("first", "second")
                .concatMap(name -> Flow.of(1, 2).map(stored::add).discard(), () -> stored.add(0));
        assertThat(flow.toList()).isEmpty();
        assertThat(stored).containsExactly(1, 2, 0, 1, 2, 0);
    }

    // Demand

    @Test
    void anItemOfDemandIsEnough() {
        StepVerifier.create(Source.BODY.of(Items.upTo(1000)).discard(), 1)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Throwing lambda

    @Test
    void whatAStageBeforeItThrowsIsTheError() {
        IOException error = new IOException("mapper");
        Flow<Object> flow = Flow.of(1, 2)
                .map(x -> {
                    throw Sneak.raise(error);
                })
                .discard();
        StepVerifier.create(ReactorFlow.toMono(flow))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }
}
