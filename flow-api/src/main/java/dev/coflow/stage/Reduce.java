package dev.coflow.stage;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * One item accumulated from all.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param source the stage before
 * @param seeds gives the first accumulated value of a subscription
 * @param accumulator adds an item
 */
public record Reduce<S, T>(
        Stage<S> source, Supplier<? extends T> seeds, BiFunction<? super T, ? super S, ? extends T> accumulator)
        implements Stage<T> {

    /** Refuses null. */
    public Reduce {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(seeds, "seeds");
        Objects.requireNonNull(accumulator, "accumulator");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new Reduce<>(sources.apply(source), seeds, accumulator);
    }
}
