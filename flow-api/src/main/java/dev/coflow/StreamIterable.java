package dev.coflow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One stream for each iterator; closing closes them all. Thread-safe. */
final class StreamIterable<T> implements BlockingIterable<T> {

    private final Supplier<Stream<T>> streams;
    private final List<Stream<T>> open = new ArrayList<>();

    StreamIterable(Supplier<Stream<T>> streams) {
        this.streams = streams;
    }

    @Override
    public Iterator<T> iterator() {
        Stream<T> stream = streams.get();
        synchronized (open) {
            open.add(stream);
        }
        return stream.iterator();
    }

    @Override
    public void close() {
        List<Stream<T>> closing;
        synchronized (open) {
            closing = List.copyOf(open);
            open.clear();
        }
        closing.forEach(Stream::close);
    }
}
