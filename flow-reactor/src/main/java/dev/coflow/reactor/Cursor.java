package dev.coflow.reactor;

import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/** A position in an iterable or a stream that may block. Used by one thread at a time. */
record Cursor<T>(Iterator<? extends T> items, Runnable onClose) {

    static <T> Cursor<T> over(Iterable<? extends T> items) {
        Objects.requireNonNull(items, "threaded: an iterable is required but the callable returned null");
        return new Cursor<>(items.iterator(), () -> {});
    }

    static <T> Cursor<T> over(Stream<? extends T> items) {
        Objects.requireNonNull(items, "threadedStream: a stream is required but the callable returned null");
        return new Cursor<>(items.iterator(), items::close);
    }
}
