package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MapNotNullTest implements FunctionContract {

    @Override
    public Flow<Integer> over(Flow<Integer> source, Function<Integer, Integer> function) {
        return source.mapNotNull(function::apply);
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void dropsWhatIsMappedToNull(Source source) {
        assertThat(source.of(Items.upTo(6))
                        .mapNotNull(x -> x % 3 == 0 ? "item " + x : null)
                        .toList())
                .containsExactly("item 3", "item 6");
    }

    // Demand

    @ParameterizedTest
    @EnumSource
    void aDroppedItemIsReplacedByTheNext(Source source) throws InterruptedException {
        Recorder<Integer> recorder =
                Recorder.subscribeOneByOne(source.of(Items.upTo(300)).mapNotNull(x -> x % 100 == 0 ? x : null));
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).containsExactly(100, 200, 300);
    }
}
