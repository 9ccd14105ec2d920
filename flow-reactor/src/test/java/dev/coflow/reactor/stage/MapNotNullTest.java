package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

class MapNotNullTest implements StageContract<Integer> {

    @Override
    public Flow<Integer> over(Flow<Integer> source) {
        return source.mapNotNull(x -> -x);
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return items.stream().map(x -> -x).toList();
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

    // Throwing lambda

    @ParameterizedTest
    @EnumSource
    void whatTheMapperThrowsArrivesUnchangedAfterTheItemsBefore(Source source) {
        IOException error = new IOException("mapper");
        Flow<Integer> flow = source.of(Items.upTo(5)).mapNotNull(x -> {
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
}
