package dev.coflow.stage;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Each item replaced by another, or dropped.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param source the stage before
 * @param mapper makes the new item, or null for none
 */
public record MapNotNull<S, T>(Stage<S> source, Function<? super S, ? extends @Nullable T> mapper) implements Stage<T> {

    /** Refuses null. */
    public MapNotNull {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(mapper, "mapper");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new MapNotNull<>(sources.apply(source), mapper);
    }
}
