package dev.coflow.stage;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Each item replaced by the items of a sub-flow, one sub-flow after the other.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param source the stage before
 * @param mapper makes the sub-flow of an item
 * @param onFinish called each time a sub-flow has completed; null for nothing to do
 */
public record ConcatMap<S, T>(
        Stage<S> source,
        Function<? super S, ? extends Publisher<? extends T>> mapper,
        @Nullable Runnable onFinish) implements Stage<T> {

    /** Refuses null. */
    public ConcatMap {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(mapper, "mapper");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new ConcatMap<>(sources.apply(source), mapper, onFinish);
    }
}
