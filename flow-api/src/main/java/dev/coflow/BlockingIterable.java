package dev.coflow;

/**
 * A flow read by code that may block: Twisted's {@code Block}. Every iterator is a subscription of its own.
 *
 * <p>{@code hasNext} and {@code next} block the calling thread; on a thread that must not block they throw
 * {@link IllegalStateException}. Values come before the error that follows them; the error is thrown unchanged.
 *
 * @param <T> the items
 */
public interface BlockingIterable<T> extends Iterable<T>, AutoCloseable {

    /** Cancels the subscriptions of all iterators that were handed out; iterators end. */
    @Override
    void close();
}
