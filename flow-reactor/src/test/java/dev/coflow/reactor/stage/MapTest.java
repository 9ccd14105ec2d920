package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

class MapTest implements StageContract<String> {

    @Override
    public Flow<String> over(Flow<Integer> source) {
        return source.map(x -> "item " + x);
    }

    @Override
    public List<String> during(List<Integer> items) {
        return items.stream().map(x -> "item " + x).toList();
    }

    // Throwing lambda

    @ParameterizedTest
    @EnumSource
    void whatTheMapperThrowsArrivesUnchangedAfterTheItemsBefore(Source source) {
        IOException error = new IOException("mapper");
        Flow<Integer> flow = source.of(Items.upTo(5)).map(x -> {
            if (x == 3) {
                throw Sneak.raise(error);
            }
            return x;
        });
        StepVerifier.create(flow)
                .expectNext(1, 2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    void aMapperThatReturnsNullIsAnError(Source source) {
        StepVerifier.create(source.of(Items.upTo(5)).map(x -> x == 2 ? null : x))
                .expectNext(1)
                .expectError(NullPointerException.class)
                .verify(Waiting.LIMIT);
    }
}
