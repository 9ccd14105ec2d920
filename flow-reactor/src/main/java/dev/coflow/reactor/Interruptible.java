package dev.coflow.reactor;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Code whose cancel interrupts its thread, but only while the user's own code executes: never inside {@code onNext}, in our code,
 * or in a later use of a pooled thread.
 *
 * <p>{@link #interruptUserCode} is called by any thread, and interrupts once; everything else by the thread that executes the code. That
 * one says in {@code phase} where it is, twice an item and without a fence. So a canceller announces itself, makes a {@link Handshake},
 * and looks at the phase then: where the thread has seen the announcement it waits for the canceller's decision before it goes on.
 */
abstract class Interruptible {

    private static final AtomicIntegerFieldUpdater<Interruptible> PHASE =
            AtomicIntegerFieldUpdater.newUpdater(Interruptible.class, "phase");
    private static final AtomicIntegerFieldUpdater<Interruptible> INTERRUPT =
            AtomicIntegerFieldUpdater.newUpdater(Interruptible.class, "interrupt");

    /** The user's code executes: an interrupt may hit. */
    private static final int USER = 0;
    /** Our code executes, or downstream's, or the body is suspended: no interrupt. */
    private static final int ENGINE = 1;
    /** The body unwinds or delivers its end: no interrupt any more. */
    private static final int CLOSING = 2;

    /** Nobody wants to interrupt. */
    private static final int NONE = 0;
    /** There is somebody, who has not looked at the phase yet, or has not found the user's code. */
    private static final int ANNOUNCED = 1;
    /** Somebody is between a look at the phase and the interrupt. */
    private static final int NOW = 2;
    /** The thread was interrupted. */
    private static final int DONE = 3;

    /** Written by the thread that executes the code, and by nobody else. */
    private volatile int phase = ENGINE;

    private volatile int interrupt = NONE;
    private volatile @Nullable Thread thread;

    private boolean interruptedWhileWaiting; // written before DONE

    private boolean noticed; // touched by the thread that executes the code

    /** The thread that executes the code; null before its start, and where it was told to forget it. */
    final @Nullable Thread thread() {
        return thread;
    }

    final void executedBy(@Nullable Thread executing) {
        thread = executing;
    }

    /** Interrupts the thread if it executes the user's code now; otherwise that thread looks for the cancel by itself. */
    final void interruptUserCode() {
        Thread target = thread;
        if (target == null || !announce(target) || !claim()) {
            return;
        }
        boolean hits = phase == USER && thread == target; // in this order: the thread is another's before the phase is
        if (hits) {
            Thread.State state = target.getState();
            interruptedWhileWaiting = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
            target.interrupt();
        }
        interrupt = hits ? DONE : ANNOUNCED;
    }

    private boolean announce(Thread target) {
        if (target == Thread.currentThread()) {
            return true;
        }
        if (!INTERRUPT.compareAndSet(this, NONE, ANNOUNCED)) {
            return false;
        }
        Handshake.with(target);
        return true;
    }

    /** Whether it is the caller who may interrupt: the code's own thread and a canceller may meet. */
    private boolean claim() {
        for (; ; ) {
            int i = interrupt;
            if (i == DONE) {
                return false;
            }
            if (i != NOW && INTERRUPT.compareAndSet(this, i, NOW)) {
                return true;
            }
            Thread.onSpinWait();
        }
    }

    /** From the user's code to ours. */
    final void enter() {
        int p = phase;
        if (p == CLOSING) {
            return;
        }
        if (p == ENGINE) {
            throw new IllegalStateException("a handle was used while it emits: emit after onNext has returned");
        }
        PHASE.lazySet(this, ENGINE);
        if (interrupt != NONE) {
            letDecide();
        }
    }

    /** Who looks at the phase now sees the last that was stored; who has looked already has interrupted when this returns. */
    private void letDecide() {
        VarHandle.fullFence();
        while (interrupt == NOW) {
            Thread.onSpinWait();
        }
    }

    /** From our code to the user's, who looks for a cancel next. */
    final void leave() {
        if (phase != CLOSING) {
            PHASE.lazySet(this, USER);
        }
    }

    /** Whether the user's code executes. */
    final boolean mayBeInterrupted() {
        return phase == USER;
    }

    /** Whether no interrupt comes any more. */
    final boolean isClosing() {
        return phase == CLOSING;
    }

    /**
     * Ends the phases in which an interrupt may come, and drops one that came and was not noticed.
     *
     * @return whether there was one to drop
     */
    final boolean close() {
        PHASE.lazySet(this, CLOSING);
        letDecide();
        return interrupt == DONE && Thread.interrupted();
    }

    /**
     * {@link #close}s; whether the user's code has noticed an interrupt, and unwinds from what it made a blocking call throw.
     */
    final boolean unwindsFromInterrupt() {
        closeOnce();
        return noticed;
    }

    /**
     * As {@link #unwindsFromInterrupt}, giving the benefit of the doubt: a thread that waited when it was interrupted and still has
     * its flag may have thrown and restored that, or may have gone on waiting uninterruptibly.
     */
    final boolean mayUnwindFromInterrupt() {
        closeOnce();
        return noticed || (interrupt == DONE && interruptedWhileWaiting);
    }

    private void closeOnce() {
        if (!isClosing()) {
            boolean unnoticed = close();
            noticed = interrupt == DONE && !unnoticed;
        }
    }
}
