package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bodies started on behalf of a subscriber, so that whoever cancels it can wait for their {@code finally} blocks.
 * Thread-safe.
 */
final class Scope implements Waitable {

    private static final AtomicIntegerFieldUpdater<Scope> LIVE =
            AtomicIntegerFieldUpdater.newUpdater(Scope.class, "live");

    private final @Nullable Coroutine<?> owner;
    private volatile int live;

    /**
     * Creates an empty scope.
     *
     * @param owner the body that waits for this scope, if one does
     */
    Scope(@Nullable Coroutine<?> owner) {
        this.owner = owner;
    }

    void enter() {
        LIVE.incrementAndGet(this);
    }

    void exit() {
        if (LIVE.decrementAndGet(this) == 0 && owner != null) {
            owner.resumeFor(this);
        }
    }

    /** Whether all bodies have ended. */
    @Override
    public boolean ready() {
        return live == 0;
    }
}
