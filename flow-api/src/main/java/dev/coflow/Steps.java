package dev.coflow;

/**
 * A stage written as a state machine: it has no thread and no stack of its own while it waits. The runtime asks for one step
 * at a time, only with demand, always in a turn of the run.
 *
 * <pre>{@code
 * final class Countdown implements Steps<Integer> {
 *     private int n = 3;
 *     public Step<Integer> next() { return n == 0 ? Step.done() : Step.emit(n--); }
 * }
 * Flow.fromSteps(Countdown::new).toList();   // [3, 2, 1]
 * }</pre>
 *
 * @param <T> the items it emits
 */
@FunctionalInterface
public interface Steps<T> {

    /**
     * Takes the next step.
     *
     * @return what to do: emit an item, cooperate, or end
     * @throws Exception to end the flow with that error
     */
    Step<T> next() throws Exception;
}
