package dev.coflow.reactor;

import dev.coflow.Turn;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;

/**
 * A flux read by code that may block. Reactor's {@code toStream} lets an error overtake the values before it; here the error is
 * read as a materialized signal after them, and thrown unchanged.
 */
final class BlockingItems<T> extends Spliterators.AbstractSpliterator<T> {

    private final Iterator<Signal<T>> signals;

    private BlockingItems(Iterator<Signal<T>> signals) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.signals = signals;
    }

    static <T> Stream<T> stream(Flux<T> flux) {
        Sinks.Empty<Void> closed = Sinks.empty(); // ends a reader that waits on another thread, too
        Stream<Signal<T>> signals =
                flux.takeUntilOther(closed.asMono()).materialize().toStream(Turn.DEFAULT_PREFETCH);
        return StreamSupport.stream(new BlockingItems<>(signals.iterator()), false)
                .onClose(closed::tryEmitEmpty); // cancels, and delivers the end: cancelling alone wakes no reader
    }

    @Override
    @SuppressWarnings("NullAway") // a signal has a value or an error as its kind says
    public boolean tryAdvance(Consumer<? super T> action) {
        if (!signals.hasNext()) {
            return false;
        }
        Signal<T> signal = signals.next();
        if (signal.isOnError()) {
            throw Sneaky.raise(signal.getThrowable());
        }
        if (signal.isOnNext()) {
            action.accept(signal.get());
        }
        return signal.isOnNext();
    }
}
