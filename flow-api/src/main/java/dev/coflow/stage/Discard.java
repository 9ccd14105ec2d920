package dev.coflow.stage;

import java.util.Objects;

/**
 * No items, and the end of the source.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param source the stage before
 */
public record Discard<S, T>(Stage<S> source) implements Stage<T> {

    /** Refuses null. */
    public Discard {
        Objects.requireNonNull(source, "source");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new Discard<>(sources.apply(source));
    }
}
