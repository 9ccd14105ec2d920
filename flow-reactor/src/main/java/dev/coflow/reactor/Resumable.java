package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * Code whose thread gives the baton away and waits until it is handed back.
 *
 * <p>To wake a parked thread takes ten times as long as most turns do, so a thread had better look a moment for what it waits for, and keep
 * its turn meanwhile; but to look in vain burns a processor. What decides is whether the last waits were short: {@link #hand} measures
 * them, and each look in vain doubles how many short ones are wanted before the next.
 *
 * <p>{@link #hand} is called by whoever has the baton, everything else by the thread that executes the code.
 */
abstract class Resumable extends Interruptible {

    private static final AtomicIntegerFieldUpdater<Resumable> BATON =
            AtomicIntegerFieldUpdater.newUpdater(Resumable.class, "baton");

    /** Somebody else has it, or nobody. */
    private static final int AWAY = 0;
    /** It was handed to this thread, which did not notice yet. */
    private static final int HANDED = 1;
    /** Somebody else has it, or nobody, and this thread is parked or about to be. */
    private static final int PARKED = 2;

    /** How often to look: a microsecond or two, as long as a short wait. */
    static final int LOOKS = 32;

    private static final long SHORT_NANOS = 2_000;

    private static final int MOST_SHORT_WAITS_WANTED = 64;

    /** What is waited for may come from another thread while this one looks. */
    private static final boolean MANY_PROCESSORS = Runtime.getRuntime().availableProcessors() > 1;

    private volatile int baton;

    // guarded by the right to take turns, which this thread gives away and gets back
    private long waitsSince; // 0: nobody wants to know how long
    private int shortWaits; // in a row
    private int shortWaitsWanted = 1;

    /** The next wait is for something from outside of the run. */
    final void measureWait() {
        waitsSince = System.nanoTime() | 1;
    }

    /** What it waited for has come. */
    final void waitEnds() {
        if (waitsSince != 0) {
            shortWaits = System.nanoTime() - waitsSince < SHORT_NANOS ? shortWaits + 1 : 0;
            waitsSince = 0;
        }
    }

    /** Hands the baton to this thread. */
    final void hand(Thread target) {
        waitEnds();
        if (BATON.getAndSet(this, HANDED) == PARKED) {
            LockSupport.unpark(target);
        }
    }

    /** Waits until the baton is handed to this thread, which gave it away. */
    final void awaitBaton() {
        boolean wasInterrupted = false;
        if (BATON.compareAndSet(this, AWAY, PARKED)) {
            while (baton != HANDED) {
                LockSupport.park(this);
                wasInterrupted |= Thread.interrupted();
            }
        }
        BATON.lazySet(this, AWAY); // whoever hands it over next has got it from this thread before
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether something from outside is worth {@link #LOOKS} before the baton is given away. */
    final boolean mayComeSoon() {
        return shortWaits >= shortWaitsWanted && MANY_PROCESSORS;
    }

    final void cameSoon() {
        shortWaitsWanted = 1;
    }

    final void lookedInVain() {
        shortWaits = 0;
        shortWaitsWanted = Math.min(shortWaitsWanted << 1, MOST_SHORT_WAITS_WANTED);
    }
}
