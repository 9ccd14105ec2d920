package dev.coflow.reactor.stage;

import dev.coflow.Flow;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

class MapTest implements FunctionContract {

    @Override
    public Flow<Integer> over(Flow<Integer> source, Function<Integer, Integer> function) {
        return source.map(function::apply);
    }

    // Throwing lambda

    @ParameterizedTest
    @EnumSource
    void aMapperThatReturnsNullIsAnError(Source source) {
        StepVerifier.create(source.of(Items.upTo(5)).map(x -> x == 2 ? null : x))
                .expectNext(1)
                .expectError(NullPointerException.class)
                .verify(Waiting.LIMIT);
    }
}
