package dev.coflow.stage;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Each item replaced by several, depth first.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param source the stage before
 * @param mapper makes the items
 * @param onFinish called each time the items made of one are through; null for nothing to do
 */
public record ConcatMapIterable<S, T>(
        Stage<S> source,
        Function<? super S, ? extends Iterable<? extends T>> mapper,
        @Nullable Runnable onFinish) implements Stage<T> {

    /** Refuses null. */
    public ConcatMapIterable {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(mapper, "mapper");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new ConcatMapIterable<>(sources.apply(source), mapper, onFinish);
    }
}
