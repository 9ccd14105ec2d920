package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Code whose cancel interrupts its thread, but only while the user's own code executes: never inside {@code onNext}, in our code,
 * or in a later use of a pooled thread.
 *
 * <p>{@link #interruptUserCode} is called by any thread, and interrupts once; everything else by the thread that executes the code.
 */
abstract class Interruptible {

    private static final AtomicIntegerFieldUpdater<Interruptible> PHASE =
            AtomicIntegerFieldUpdater.newUpdater(Interruptible.class, "phase");

    /** The user's code executes: an interrupt may hit. */
    private static final int USER = 0;
    /** Our code executes, or downstream's, or the body is suspended: no interrupt. */
    private static final int ENGINE = 1;
    /** Another thread is about to interrupt this one. */
    private static final int INTERRUPTING = 2;
    /** The body unwinds or delivers its end: no interrupt any more. */
    private static final int CLOSING = 3;

    private volatile int phase = ENGINE;

    /** Written, as the next, while {@code phase} is INTERRUPTING. */
    private boolean interrupted;

    private boolean interruptedWhileWaiting;

    private boolean noticed; // touched by the thread that executes the code

    /** Interrupts the thread if it executes the user's code now; otherwise that thread looks for the cancel by itself. */
    final void interruptUserCode(Thread thread) {
        if (PHASE.compareAndSet(this, USER, INTERRUPTING)) {
            if (!interrupted) { // the code's own thread may have come first
                Thread.State state = thread.getState();
                interruptedWhileWaiting = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
                interrupted = true;
                thread.interrupt();
            }
            phase = USER;
        }
    }

    /** From the user's code to ours. */
    final void enter() {
        if (phase == CLOSING) {
            return;
        }
        while (!PHASE.compareAndSet(this, USER, ENGINE)) {
            if (phase == ENGINE) {
                throw new IllegalStateException("a handle was used while it emits: emit after onNext has returned");
            }
            Thread.onSpinWait(); // another thread is between its decision to interrupt and the interrupt
        }
    }

    /** From our code to the user's, who looks for a cancel next. */
    final void leave() {
        if (phase != CLOSING) {
            phase = USER;
        }
    }

    /** Whether the user's code executes. */
    final boolean mayBeInterrupted() {
        return phase == USER || phase == INTERRUPTING;
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
        int p = phase; // read once a round: a cancel may move it between two reads
        while (p == INTERRUPTING || (p == USER && !PHASE.compareAndSet(this, USER, CLOSING))) {
            Thread.onSpinWait();
            p = phase;
        }
        phase = CLOSING;
        return interrupted && Thread.interrupted();
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
        return noticed || (interrupted && interruptedWhileWaiting);
    }

    private void closeOnce() {
        if (!isClosing()) {
            boolean unnoticed = close();
            noticed = interrupted && !unnoticed;
        }
    }
}
