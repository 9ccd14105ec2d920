package dev.coflow.stage;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * No item, and an error.
 *
 * @param <T> the items
 * @param errors gives the error of a subscription
 */
public record Failed<T>(Supplier<? extends Throwable> errors) implements Stage<T> {

    /** Refuses null. */
    public Failed {
        Objects.requireNonNull(errors, "errors");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
