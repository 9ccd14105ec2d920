package dev.coflow.stage;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The value of a future; none if that is null.
 *
 * @param <T> the items
 * @param futures gives the future of a subscription
 */
public record FromFuture<T>(Supplier<? extends CompletionStage<? extends T>> futures) implements Stage<T> {

    /** Refuses null. */
    public FromFuture {
        Objects.requireNonNull(futures, "futures");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
