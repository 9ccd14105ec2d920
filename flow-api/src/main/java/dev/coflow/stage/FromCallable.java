package dev.coflow.stage;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call; none if that is null.
 *
 * @param <T> the items
 * @param callable called once a subscription
 */
public record FromCallable<T>(Callable<? extends @Nullable T> callable) implements Stage<T> {

    /** Refuses null. */
    public FromCallable {
        Objects.requireNonNull(callable, "callable");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
