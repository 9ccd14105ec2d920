package dev.coflow;

import java.util.Iterator;
import java.util.Optional;

/**
 * The items of a source, read one by one inside a body: what {@link Turn#pull} returns.
 *
 * <p>Reading suspends the body while nothing is ready. Values come before the error that follows them; the error is thrown
 * unchanged, checked or not, by the read that follows the last item, and by every read after it.
 *
 * <p>A pull is read once: all its iterators share one position. Java's for-each cannot see a {@code break}, so to stop early
 * and go on, use try-with-resources; otherwise the source is cancelled when the body ends.
 *
 * <p>Source: {@code .results} and the loop over a yielded stage in Twisted's flow.
 *
 * @param <T> the items
 */
public interface Pull<T> extends Iterable<T>, AutoCloseable {

    /**
     * Waits until an item is ready or the source has ended.
     *
     * @return whether an item is ready
     */
    boolean hasNext();

    /**
     * Waits for the next item and takes it.
     *
     * @return the item
     * @throws java.util.NoSuchElementException if the source has completed, or this pull is closed
     */
    T next();

    /**
     * Takes the next item if one is ready; never waits.
     *
     * @return the item, or empty if none is ready yet or the source has completed; {@link #hasNext()} tells which
     */
    Optional<T> poll();

    /**
     * Cancels the source and returns after the {@code finally} blocks of its bodies in this run; does nothing once the source
     * has ended.
     */
    @Override
    void close();

    @Override
    default Iterator<T> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return Pull.this.hasNext();
            }

            @Override
            public T next() {
                return Pull.this.next();
            }
        };
    }
}
