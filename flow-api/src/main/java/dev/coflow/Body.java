package dev.coflow;

/**
 * Sequential code that emits items: the body of {@link Flow#generate}.
 *
 * <p>Every subscription runs the body anew, on a thread of its own, one turn at a time with the other stages of its run.
 * What it throws, checked or not, is the error its subscriber receives, unchanged.
 *
 * @param <T> the items it emits
 */
@FunctionalInterface
public interface Body<T> {

    /**
     * Runs to its end, emitting on the way; returning completes the flow.
     *
     * @param out the handle to emit, pull, await and cooperate with; valid on this thread until the body ends
     * @throws Exception to end the flow with that error
     */
    void run(Emitter<T> out) throws Exception;
}
