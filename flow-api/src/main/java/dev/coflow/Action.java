package dev.coflow;

/** Sequential code without a result: the body of {@link Flow#run}. */
@FunctionalInterface
public interface Action {

    /**
     * Runs to its end; returning completes the flow.
     *
     * @param turn the handle to pull, await and cooperate with; valid on this thread until the action ends
     * @throws Exception to end the flow with that error
     */
    void run(Turn turn) throws Exception;
}
