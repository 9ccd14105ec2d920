package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

/** What a stage promises besides that calls a function of the user's for each item. */
interface FunctionContract extends StageContract<Integer> {

    /** The stage, with this function: it emits what the function makes of the items, or which of them the function likes. */
    Flow<Integer> over(Flow<Integer> source, Function<Integer, Integer> function);

    @Override
    default Flow<Integer> over(Flow<Integer> source) {
        return over(source, x -> 10 * x);
    }

    @Override
    default List<Integer> during(List<Integer> items) {
        return items.stream().map(x -> 10 * x).toList();
    }

    // Throwing lambda

    @ParameterizedTest
    @EnumSource
    default void whatTheFunctionThrowsArrivesUnchangedAfterTheItemsBefore(Source source) {
        IOException error = new IOException("function");
        Items items = Items.upTo(1000);
        Flow<Integer> flow = over(source.of(items), x -> {
            if (x == 3) {
                throw Sneak.raise(error);
            }
            return x;
        });
        StepVerifier.create(flow)
                .expectNext(1, 2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
        assertThat(items.drawn()).isBetween(3, 3 + ahead() + Source.IN_HAND);
    }
}
