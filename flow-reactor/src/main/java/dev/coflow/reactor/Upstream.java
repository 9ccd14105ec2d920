package dev.coflow.reactor;

/** Something a body waits for or reads: a pull, an await, a call elsewhere, a delay. */
interface Upstream extends Waitable {

    /** Cancels it if it has not ended; any thread, any number of times. */
    void cancel();

    /** What to wait for after {@link #cancel}: that nothing runs on its behalf any more. */
    Waitable ended();

    /** Drops what it has produced and nobody took; in a turn, after it has ended. */
    default void release() {
        // most hold nothing
    }
}
