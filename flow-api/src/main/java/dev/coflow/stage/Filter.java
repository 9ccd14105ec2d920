package dev.coflow.stage;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * The items that a predicate accepts.
 *
 * @param <T> the items
 * @param source the stage before
 * @param predicate says which items stay
 */
public record Filter<T>(Stage<T> source, Predicate<? super T> predicate) implements Stage<T> {

    /** Refuses null. */
    public Filter {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(predicate, "predicate");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new Filter<>(sources.apply(source), predicate);
    }
}
