package dev.coflow.benchmarks;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Fails when a ratio has collapsed twice. */
final class Guard {

    private final List<Guarded> recorded;

    Guard(List<Guarded> recorded) {
        this.recorded = recorded;
    }

    /**
     * Checks all, and once more those that have collapsed.
     *
     * @param measure measures some cases, and their floor
     * @throws IllegalStateException that names what has collapsed both times
     */
    void check(Function<List<Guarded>, Results> measure) {
        List<Guarded> first = collapsed(recorded, measure.apply(recorded));
        if (first.isEmpty()) {
            return;
        }
        Results again = measure.apply(first);
        List<Guarded> second = collapsed(first, again);
        if (!second.isEmpty()) {
            throw new IllegalStateException(second.stream()
                    .map(guarded -> guarded.collapse(again))
                    .collect(Collectors.joining("\n", "slower than it was, twice:\n", "")));
        }
    }

    private static List<Guarded> collapsed(List<Guarded> some, Results results) {
        return some.stream().filter(guarded -> guarded.hasCollapsed(results)).toList();
    }
}
