package dev.coflow.reactor.stage;

import static java.util.stream.Collectors.averagingInt;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.teeing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class CollectTest implements StageContract<List<Integer>> {

    @Override
    public Flow<List<Integer>> over(Flow<Integer> source) {
        return source.collect(Collectors.toList());
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

    // Values

    @Test
    void severalAccumulatorsAreTeed() {
        Flow<String> flow =
                Flow.of(1, 2, 3).collect(teeing(counting(), averagingInt(x -> x), (n, mean) -> n + " of mean " + mean));
        assertThat(flow.toList()).containsExactly("3 of mean 2.0");
    }

    @Test
    void theResultMayBeNarrowerThanTheFlow() {
        Flow<CharSequence> flow = Flow.of("a", "b").collect(Collectors.joining("+"));
        assertThat(flow.toList()).containsExactly("a+b");
    }

    // Throwing lambda

    @Test
    void whatAPartOfTheCollectorThrowsArrivesUnchanged() {
        IOException error = new IOException("collector");
        for (int broken = 0; broken < 3; broken++) {
            StepVerifier.create(Flow.of(1).collect(collector(broken, error)))
                    .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                    .verify(Waiting.LIMIT);
        }
    }

    private static Collector<Integer, List<Integer>, List<Integer>> collector(int broken, Throwable error) {
        return Collector.of(
                () -> broken == 0 ? fail(error) : new ArrayList<>(),
                (list, x) -> list.addAll(broken == 1 ? fail(error) : List.of(x)),
                (a, b) -> a,
                list -> broken == 2 ? fail(error) : list);
    }

    private static List<Integer> fail(Throwable error) {
        throw Sneak.raise(error);
    }
}
