package dev.coflow.stage;

import java.util.Objects;
import java.util.function.Function;

/**
 * Each item replaced by several, depth first.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param source the stage before
 * @param mapper makes the items
 * @param onFinish called when the source has completed and all items are through
 */
public record ConcatMapIterable<S, T>(
        Stage<S> source, Function<? super S, ? extends Iterable<? extends T>> mapper, Runnable onFinish)
        implements Stage<T> {

    /** Refuses null. */
    public ConcatMapIterable {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(mapper, "mapper");
        Objects.requireNonNull(onFinish, "onFinish");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
