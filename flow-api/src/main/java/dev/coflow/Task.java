package dev.coflow;

import org.jspecify.annotations.Nullable;

/**
 * Sequential code with one result: the body of {@link Flow#task}.
 *
 * <p>The value is delivered after the task's {@code finally} blocks have run; {@code null} completes empty.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface Task<T> {

    /**
     * Runs to its end.
     *
     * @param turn the handle to pull, await and cooperate with; valid on this thread until the task ends
     * @return the one item of the flow, or {@code null} for none
     * @throws Exception to end the flow with that error
     */
    @Nullable
    T run(Turn turn) throws Exception;
}
