package dev.coflow.stage;

import dev.coflow.Body;
import java.util.Objects;

/**
 * The items that a body emits.
 *
 * @param <T> the items
 * @param body run anew by every subscription
 */
public record Generate<T>(Body<T> body) implements Stage<T> {

    /** Refuses null. */
    public Generate {
        Objects.requireNonNull(body, "body");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
