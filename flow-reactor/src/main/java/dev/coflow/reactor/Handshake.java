package dev.coflow.reactor;

/**
 * A fence between two threads that the one alone pays for which asks for it.
 *
 * <p>What the other stored before is visible to the caller then, and what the caller stored before is seen by all that the other does
 * then. A thread that does something often, and rarely meets one that must agree with it on an order, so needs no fence of its own.
 *
 * <p>The JVM takes the stack trace of another thread only where that thread stands still, be it stopped for a moment or blocked, and both
 * ways to there are fences.
 */
final class Handshake {

    private Handshake() {}

    static void with(Thread other) {
        try {
            other.getStackTrace();
        } catch (InternalError e) {
            // Java 21 cannot describe a thread that is pinned in a wait with a time limit: it has passed a fence on its
            // way there
        }
    }
}
