package dev.coflow.stage;

import dev.coflow.Steps;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The items that a state machine emits.
 *
 * @param <T> the items
 * @param machines gives the state machine of a subscription
 */
public record FromSteps<T>(Supplier<? extends Steps<T>> machines) implements Stage<T> {

    /** Refuses null. */
    public FromSteps {
        Objects.requireNonNull(machines, "machines");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
