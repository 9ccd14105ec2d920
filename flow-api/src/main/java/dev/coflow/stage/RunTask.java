package dev.coflow.stage;

import dev.coflow.Task;
import java.util.Objects;

/**
 * The result of a task; none if that is null.
 *
 * @param <T> the items
 * @param task run anew by every subscription
 */
public record RunTask<T>(Task<? extends T> task) implements Stage<T> {

    /** Refuses null. */
    public RunTask {
        Objects.requireNonNull(task, "task");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
