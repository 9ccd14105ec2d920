package dev.coflow.stage;

import java.util.Objects;

/**
 * The items of an iterable, in its order.
 *
 * @param <T> the items
 * @param items iterated anew by every subscription
 */
public record FromIterable<T>(Iterable<? extends T> items) implements Stage<T> {

    /** Refuses null. */
    public FromIterable {
        Objects.requireNonNull(items, "items");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
