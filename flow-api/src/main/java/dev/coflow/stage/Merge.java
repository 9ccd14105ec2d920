package dev.coflow.stage;

import java.util.List;
import java.util.Objects;

/**
 * The items of several inputs, as they are ready; rotates over those that have one. What an input fails with comes after what the
 * others have produced by then, and without demand not before the inputs in front of it have ended.
 *
 * @param <T> the items
 * @param inputs the inputs
 * @param prefetch items requested ahead from each input, at least 1
 */
public record Merge<T>(List<Stage<? extends T>> inputs, int prefetch) implements Stage<T> {

    /** Refuses null and a prefetch that is not positive. */
    public Merge {
        inputs = List.copyOf(Objects.requireNonNull(inputs, "inputs"));
        Checks.requirePositive("prefetch", prefetch);
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new Merge<>(Checks.mapAll(inputs, sources), prefetch);
    }
}
