package dev.coflow.stage;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The items of a stream, which is closed at the end.
 *
 * @param <T> the items
 * @param streams gives a fresh stream to every subscription
 */
public record FromStream<T>(Supplier<? extends Stream<? extends T>> streams) implements Stage<T> {

    /** Refuses null. */
    public FromStream {
        Objects.requireNonNull(streams, "streams");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
