package dev.coflow.reactor.law;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Slot;
import dev.coflow.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/**
 * A stage that makes one item of each item of its source.
 *
 * @param name what a test report says
 * @param ahead how many items of the source it may take beyond the demand: its prefetch, and one in the hand of a body that
 *     waits in {@code emit}; {@code concatMap} asks for the next item when a sub-flow has completed
 * @param over puts it over a source
 */
record StageRow(String name, int ahead, Function<Flow<Integer>, Flow<?>> over) {

    private static final int PREFETCH = 4;
    private static final int DEFAULT_PREFETCH = 256;

    static Stream<StageRow> all() {
        return Stream.of(
                new StageRow("map", 0, f -> f.map(x -> x)),
                new StageRow("mapNotNull", 0, f -> f.mapNotNull(x -> x)),
                new StageRow("filter", 0, f -> f.filter(x -> true)),
                new StageRow("trap", 0, f -> f.trap(IOException.class, e -> -1)),
                new StageRow("transform", 0, f -> f.transform(g -> Flux.from(g).map(x -> x))),
                new StageRow("slot", 0, f -> f.slot(Slot.named("here"))),
                new StageRow("concatMap", 1, f -> f.concatMap(x -> Flow.of(x))),
                new StageRow(
                        "concatMap of bodies", 1, f -> f.concatMap(x -> Flow.<Integer>generate(out -> out.emit(x)))),
                new StageRow("concatMap into", 0, f -> Flow.of(1).concatMap(x -> f)),
                new StageRow("concatMapIterable", 1, f -> f.concatMapIterable(x -> List.of(x))),
                new StageRow("step", 1, f -> f.step(Step::emit)),
                new StageRow(
                        "step that puts off",
                        1,
                        f -> f.stepWith(() -> {
                            int[] offers = {0};
                            return x -> offers[0]++ % 2 == 0 ? Step.cooperate() : Step.emit(x);
                        })),
                new StageRow("pace", 1, f -> f.pace(Duration.ofNanos(1))),
                new StageRow("merge", PREFETCH, f -> Flow.merge(List.of(f, Flow.empty()), PREFETCH)),
                new StageRow("zip", DEFAULT_PREFETCH, f -> Flow.zip(f, Flux.range(0, Integer.MAX_VALUE), Integer::sum)),
                new StageRow("zipLongest", DEFAULT_PREFETCH, f -> Flow.zipLongest(f, Flow.of(1), (a, b) -> a)),
                new StageRow("pull", PREFETCH + 1, f -> pulling(f, PREFETCH)),
                new StageRow("pull one ahead", 1 + 1, f -> pulling(f, 1)));
    }

    private static Flow<Integer> pulling(Flow<Integer> source, int prefetch) {
        return Flow.generate(out -> {
            try (Pull<Integer> items = out.pull(source, prefetch)) {
                for (Integer item : items) {
                    out.emit(item);
                }
            }
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
