package dev.coflow.reactor;

/** A turn that waits in the queue of a {@link Run}: either plain work or the resumption of a {@link Coroutine}. */
interface Work {

    /** Plain work, executed by whichever thread drains the queue. */
    void execute();

    /**
     * Whether the run should leave its thread before this turn, because nothing else asked for one since it cooperated.
     *
     * @param turn the number of turns the run has served
     */
    default boolean hops(long turn) {
        return false;
    }
}
