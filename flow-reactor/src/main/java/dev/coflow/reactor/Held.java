package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * An item that waits for its time: whoever takes it delivers it, and a cancel that comes first discards it. {@link #discard} is
 * called by any thread, the rest by whoever delivers.
 */
final class Held<T> {

    private final AtomicReference<@Nullable T> item;
    private final Context context;
    private volatile boolean discarded;

    Held(T item, Context context) {
        this.item = new AtomicReference<>(item);
        this.context = context;
    }

    /** The item, which is the caller's now; null if it was discarded. */
    @Nullable
    T take() {
        return item.getAndSet(null);
    }

    /** Gives back what was taken. */
    void giveBack(T taken) {
        item.set(taken);
        if (discarded) { // guards against a cancel that came while it was taken
            discard();
        }
    }

    /** Drops the item if it waits, and if it is given back later. */
    void discard() {
        discarded = true;
        T waiting = item.getAndSet(null);
        if (waiting != null) {
            Operators.onDiscard(waiting, context);
        }
    }
}
