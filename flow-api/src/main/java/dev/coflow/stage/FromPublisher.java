package dev.coflow.stage;

import java.util.Objects;
import org.reactivestreams.Publisher;

/**
 * The items of a publisher that is no flow; it runs beside the run.
 *
 * @param <T> the items
 * @param publisher the source
 */
public record FromPublisher<T>(Publisher<? extends T> publisher) implements Stage<T> {

    /** Refuses null. */
    public FromPublisher {
        Objects.requireNonNull(publisher, "publisher");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
