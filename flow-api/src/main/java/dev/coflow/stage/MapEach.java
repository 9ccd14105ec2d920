package dev.coflow.stage;

import java.util.Objects;
import java.util.function.Function;

/**
 * Each item replaced by another.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param source the stage before
 * @param mapper makes the new item
 */
public record MapEach<S, T>(Stage<S> source, Function<? super S, ? extends T> mapper) implements Stage<T> {

    /** Refuses null. */
    public MapEach {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(mapper, "mapper");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new MapEach<>(sources.apply(source), mapper);
    }
}
