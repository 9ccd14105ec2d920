package dev.coflow;

import org.reactivestreams.Publisher;

/**
 * The handle of a {@link Body}: a {@link Turn} that can also emit.
 *
 * @param <T> the items the body emits
 */
public interface Emitter<T> extends Turn {

    /**
     * Hands one item downstream. With demand the item goes straight into the subscriber's {@code onNext} on this thread;
     * without, the body gives its turn away until there is demand.
     *
     * @param item the item
     * @throws NullPointerException if the item is null
     * @throws CancelSignal if the flow was cancelled; nothing is emitted then, nor after it
     * @throws IllegalStateException if called after the body's end or from another thread
     */
    void emit(T item);

    /**
     * Emits all items of a source, in its order, at the pace of downstream; returns when the source has completed.
     * Short for a {@link #pull(Publisher) pull} in a for-each loop around {@link #emit}.
     *
     * @param source the source; a flow joins this run
     */
    default void emitAll(Publisher<? extends T> source) {
        try (Pull<T> items = pull(source)) {
            for (T item : items) {
                emit(item);
            }
        }
    }
}
