package dev.coflow.stage;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * The items of a stream that may block, read and closed beside the run.
 *
 * @param <T> the items
 * @param streams gives the stream of a subscription, called on the thread that reads it
 */
public record ThreadedStream<T>(Callable<? extends Stream<? extends T>> streams) implements Stage<T> {

    /** Refuses null. */
    public ThreadedStream {
        Objects.requireNonNull(streams, "streams");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
