package dev.coflow;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The handle of sequential code inside a run. Within a run at most one body, step or stage function executes at a time; this
 * code has the turn until it suspends in one of the methods below.
 *
 * <p><b>Threads.</b> A handle is valid on its body's thread, until the body ends; elsewhere every method throws
 * {@link IllegalStateException}.
 *
 * <p><b>Cancellation.</b> When the flow is cancelled, the next call that would suspend, or the one that is suspended, throws
 * {@link CancelSignal}; code blocked outside this handle is interrupted. While the body unwinds, {@code await},
 * {@code pull}, {@code cooperate} and {@code blocking} work again, so that {@code finally { turn.await(connection.close()); }}
 * releases. A cancel that comes while a {@code finally} runs already, for another reason, cannot be told from one that comes
 * before: it throws in that {@code await}. Where a release must not be missed, catch {@link CancelSignal} around it, release and
 * rethrow, or put the resource around the flow (Reactor's {@code usingWhen}).
 *
 * <p><b>Blocking.</b> Other blocking calls are allowed; they hold the turn, and with it every stage of this run. For
 * something that this very run must deliver use {@code await}: blocking for it never ends.
 */
public interface Turn {

    /** How many items a pull or a join asks for ahead of its consumer unless told otherwise. */
    int DEFAULT_PREFETCH = 256;

    /**
     * Subscribes to a source and returns its items to be read one by one: Twisted's {@code yield stage}. Short for
     * {@link #pull(Publisher, int)} with {@link #DEFAULT_PREFETCH}.
     *
     * @param <T> the items
     * @param source the source; a flow joins this run
     * @return the items
     */
    default <T> Pull<T> pull(Publisher<? extends T> source) {
        return pull(source, DEFAULT_PREFETCH);
    }

    /**
     * Subscribes to a source now and returns its items to be read one by one. Two pulls are two running children.
     *
     * <p>At most {@code prefetch} items are requested ahead; the request is renewed when three quarters of them are read. The
     * pull is cancelled when it is closed, and when the body ends. An error of the source is thrown, unchanged, by the read
     * that follows the last item.
     *
     * @param <T> the items
     * @param source the source; a flow joins this run, anything else runs beside it
     * @param prefetch the number of items requested ahead, at least 1
     * @return the items
     * @throws IllegalArgumentException if prefetch is not positive
     */
    <T> Pull<T> pull(Publisher<? extends T> source, int prefetch);

    /**
     * The same as {@link #pull(Publisher)}, and lets the compiler accept a {@code catch} of a checked error that reading the
     * items may throw.
     *
     * @param <T> the items
     * @param <E> the checked error
     * @param source the source
     * @param expected the class of the error; errors of other classes are thrown as well
     * @return the items
     * @throws E when an item is read after the source has failed with it, never by this call
     */
    @SuppressWarnings("unused")
    default <T, E extends Throwable> Pull<T> pull(Publisher<? extends T> source, Class<E> expected) throws E {
        return pull(source);
    }

    /**
     * Waits until one of several pulls of this body is ready: until an item, or an error, can be read without waiting. Twisted:
     * {@code Concurrent}.
     *
     * <p>Ready ones take turns: the search starts behind the one returned last. If that one's successor has nothing to read, whoever
     * waits for a turn of this run gets it first, so a pull that is always ready does not starve a body. A pull that was closed or
     * read to its end, or whose error was read, is passed over.
     *
     * <pre>{@code
     * Pull<String> orders = out.pull(orderSource);
     * Pull<String> ticks = out.pull(clock);
     * for (var ready = out.select(orders, ticks); ready.isPresent(); ready = out.select(orders, ticks)) {
     *     out.emit(ready.get() == ticks ? "tick " + ticks.next() : orders.next());
     * }
     * }</pre>
     *
     * @param pulls pulls that this body has opened, at least one
     * @return one that is ready, or empty when all have ended
     * @throws IllegalArgumentException if there is none, or one was opened by another body
     */
    Optional<Pull<?>> select(Pull<?>... pulls);

    /**
     * Waits for the one value of a source and gives the turn to others meanwhile.
     *
     * @param <T> the value
     * @param source a source of exactly one item; a flow joins this run
     * @return the value, after the source has completed
     * @throws java.util.NoSuchElementException if the source is empty; see {@link #awaitOptional}
     * @throws IllegalStateException if the source emits a second item; it is cancelled
     */
    <T> T await(Publisher<? extends T> source);

    /**
     * The same as {@link #await(Publisher)} for a future. A failure is thrown without {@code CompletionException} around it.
     * When this flow is cancelled while it waits, a {@link java.util.concurrent.Future} is cancelled too.
     *
     * @param <T> the value
     * @param stage the future
     * @return its value
     * @throws java.util.NoSuchElementException if it completes with null
     */
    <T> T await(CompletionStage<? extends T> stage);

    /**
     * The same as {@link #await(Publisher)}, and lets the compiler accept a {@code catch} of a checked error.
     *
     * @param <T> the value
     * @param <E> the checked error
     * @param source a source of exactly one item
     * @param expected the class of the error; errors of other classes are thrown as well
     * @return the value
     * @throws E if the source fails with it
     */
    @SuppressWarnings("unused")
    default <T, E extends Throwable> T await(Publisher<? extends T> source, Class<E> expected) throws E {
        return await(source);
    }

    /**
     * Waits for a source of one item or none.
     *
     * @param <T> the value
     * @param source a source of at most one item; a flow joins this run
     * @return the value, or empty if the source completed without one
     * @throws IllegalStateException if the source emits a second item; it is cancelled
     */
    <T> Optional<T> awaitOptional(Publisher<? extends T> source);

    /**
     * Waits for the completion of a source and drops its items.
     *
     * @param source the source; a flow joins this run
     */
    void awaitEnd(Publisher<?> source);

    /**
     * Runs blocking code beside the run, on the runtime's pool for blocking work (Reactor's {@code boundedElastic}), and gives
     * the turn to others meanwhile. When the flow is cancelled the code is interrupted, and this call returns after it has
     * ended; a result that it has all the same is discarded.
     *
     * @param <T> the result
     * @param work the blocking code
     * @return its result, which may be null
     * @throws Exception what the code throws, unchanged
     */
    <T extends @Nullable Object> T blocking(Callable<T> work) throws Exception;

    /** Gives the turn away and takes the next one after all that wait now: Twisted's {@code Cooperate()}. */
    void cooperate();

    /**
     * Gives the turn away for a time, measured by the flow's scheduler: Twisted's {@code Cooperate(seconds)}. Obeys virtual
     * time.
     *
     * @param delay the time to wait; zero or less is {@link #cooperate()}
     */
    void cooperate(Duration delay);

    /**
     * Looks up a value in the context of this flow's subscriber.
     *
     * @param <V> the type the caller expects; not checked here
     * @param key the key
     * @return the value, or empty if the context has none
     */
    <V> Optional<V> context(Object key);
}
