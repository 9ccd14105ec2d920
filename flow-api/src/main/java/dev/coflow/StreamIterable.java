package dev.coflow;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One stream for each iterator; closing closes those that were not read to their end. Thread-safe. */
final class StreamIterable<T> implements BlockingIterable<T> {

    private final Supplier<Stream<T>> streams;
    private final Set<Stream<T>> open = ConcurrentHashMap.newKeySet();

    StreamIterable(Supplier<Stream<T>> streams) {
        this.streams = streams;
    }

    @Override
    public Iterator<T> iterator() {
        Stream<T> stream = streams.get();
        open.add(stream);
        Iterator<T> items = stream.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean more = items.hasNext();
                if (!more) {
                    open.remove(stream);
                }
                return more;
            }

            @Override
            public T next() {
                return items.next();
            }
        };
    }

    @Override
    public void close() {
        for (Stream<T> stream : open) {
            open.remove(stream);
            stream.close();
        }
    }
}
