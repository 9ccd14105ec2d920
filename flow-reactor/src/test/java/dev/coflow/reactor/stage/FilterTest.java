package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

class FilterTest implements FunctionContract {

    @Override
    public Flow<Integer> over(Flow<Integer> source, Function<Integer, Integer> function) {
        return source.filter(x -> function.apply(x) > 0);
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return items;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void keepsWhatThePredicateAccepts(Source source) {
        assertThat(source.of(Items.upTo(5)).filter(x -> x % 2 == 1).toList()).containsExactly(1, 3, 5);
    }

    @ParameterizedTest
    @EnumSource
    void isEmptyIfNothingIsAccepted(Source source) {
        StepVerifier.create(source.of(Items.upTo(5)).filter(x -> false))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Demand

    @ParameterizedTest
    @EnumSource
    void aDroppedItemIsReplacedByTheNext(Source source) throws InterruptedException {
        Recorder<Integer> recorder =
                Recorder.subscribeOneByOne(source.of(Items.upTo(300)).filter(x -> x % 100 == 0));
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).containsExactly(100, 200, 300);
    }
}
