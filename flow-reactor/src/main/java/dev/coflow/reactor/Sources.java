package dev.coflow.reactor;

import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** Items drawn in the turn that requests them, and not before. */
final class Sources {

    private Sources() {}

    /**
     * The items of an iterable. Reactor's {@code fromIterable} draws an item ahead of demand; that shows unless they lie in a
     * collection. The end is looked for after each item, by {@code hasNext}.
     */
    static <T> Flux<T> iterable(Iterable<? extends T> items) {
        return items instanceof Collection
                ? Flux.fromIterable(items)
                : Flux.<T, Iterator<? extends T>>generate(items::iterator, Sources::drawFromIterator);
    }

    private static <T> Iterator<? extends T> drawFromIterator(Iterator<? extends T> items, SynchronousSink<T> sink) {
        if (items.hasNext()) {
            sink.next(Objects.requireNonNull(items.next(), "fromIterable: an item is required but it was null"));
        }
        try {
            if (!items.hasNext()) {
                sink.complete();
            }
        } catch (Throwable e) { // belongs to the item after this one
            sink.error(e);
        }
        return items;
    }

    /** The items of a stream, which is closed at the end; that is seen when an item is requested after the last. */
    static <T> Flux<T> stream(Supplier<? extends Stream<? extends T>> streams) {
        return Flux.<T, Opened<T>>generate(() -> Opened.of(streams.get()), Sources::drawFromStream, Opened::close);
    }

    private static <T> Opened<T> drawFromStream(Opened<T> stream, SynchronousSink<T> sink) {
        boolean drawn = stream.items()
                .tryAdvance(item ->
                        sink.next(Objects.requireNonNull(item, "fromStream: an item is required but it was null")));
        if (!drawn) {
            sink.complete();
        }
        return stream;
    }

    private record Opened<T>(Stream<? extends T> stream, Spliterator<? extends T> items) {

        static <T> Opened<T> of(Stream<? extends T> stream) {
            Objects.requireNonNull(stream, "fromStream: a stream is required but the supplier returned null");
            return new Opened<>(stream, stream.spliterator());
        }

        void close() {
            stream.close();
        }
    }
}
