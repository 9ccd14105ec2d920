package dev.coflow.reactor;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Signal;

/**
 * A flux read by code that may block. The error is read as a materialized signal after the values, and thrown unchanged; Reactor's
 * {@code toStream} lets it overtake them, and a thread that signals waits there for a lock of the reader.
 */
final class BlockingItems<T> extends Spliterators.AbstractSpliterator<T> {

    private final SignalReader<T> signals;
    private boolean over;

    private BlockingItems(SignalReader<T> signals) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.signals = signals;
    }

    static <T> Stream<T> stream(Flux<T> flux) {
        SignalReader<T> signals = new SignalReader<>();
        Flux<Signal<T>> source = flux.materialize();
        if (Hooks.isAutomaticContextPropagationEnabled()) { // as Reactor's blocking exits do
            source = source.contextCapture();
        }
        source.subscribe(signals);
        return StreamSupport.stream(new BlockingItems<>(signals), false).onClose(signals::close);
    }

    @Override
    @SuppressWarnings("NullAway") // a signal has a value or an error as its kind says
    public boolean tryAdvance(Consumer<? super T> action) {
        if (over) {
            return false;
        }
        Signal<T> signal = signals.next();
        if (signal.isOnNext()) {
            action.accept(signal.get());
            return true;
        }
        over = true;
        if (signal.isOnError()) {
            throw Sneaky.raise(signal.getThrowable());
        }
        return false;
    }
}
