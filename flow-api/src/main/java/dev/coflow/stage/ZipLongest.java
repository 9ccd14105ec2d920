package dev.coflow.stage;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One item made of one of each input that still has one; ends with the longest.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param inputs the inputs
 * @param combiner makes one item; empty stands for an input that has ended
 * @param prefetch items requested ahead from each input, at least 1
 */
public record ZipLongest<S, T>(
        List<Stage<? extends S>> inputs, Function<? super List<Optional<S>>, ? extends T> combiner, int prefetch)
        implements Stage<T> {

    /** Refuses null and a prefetch that is not positive. */
    public ZipLongest {
        inputs = List.copyOf(Objects.requireNonNull(inputs, "inputs"));
        Objects.requireNonNull(combiner, "combiner");
        Checks.requirePositive("prefetch", prefetch);
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new ZipLongest<>(Checks.mapAll(inputs, sources), combiner, prefetch);
    }
}
