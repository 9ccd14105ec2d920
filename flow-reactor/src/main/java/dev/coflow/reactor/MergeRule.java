package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;

/**
 * Rotates over the inputs that have an item. When it is the turn of an input that is empty, and others wait for a turn of the
 * run, one of them may be the body that fills it:
 *
 * <ul>
 *   <li>an input that owes items since the last request is let to produce them first, so no ready body waits for more than one
 *       item of each other input;
 *   <li>another, such as a body that cooperates, is passed over once: the others emit one item each before it gets its turn.
 * </ul>
 *
 * <p>When an input has failed, the others are stopped; what they have produced comes first, then the error.
 */
final class MergeRule<T> extends JoinRule<T, T> {

    private int cursor;

    /** A round ends with an item, or when there is none. */
    private int round = 1;

    /** For each input the round in which it was empty and all that waited for a turn were let go first. */
    private int @Nullable [] waitedIn;

    /** The first input that was passed over, or -1; when the rotation comes back to it, others get a turn. */
    private int passedOver = -1;

    @Override
    @Nullable
    T pick(JoinInput<T>[] inputs, boolean demand) {
        boolean open = false;
        for (int seen = 0; seen < inputs.length; seen++) {
            JoinInput<T> input = inputs[cursor];
            if (demand) {
                T item = input.takeNext();
                if (item != null) {
                    served();
                    advance(inputs.length);
                    return item;
                }
            } else if (!input.isExhausted()) {
                return none(Lack.NOTHING);
            }
            if (input.hasEnded()) {
                if (failure == null && input.error() != null) {
                    fail(input, inputs);
                    return pick(inputs, demand);
                }
            } else {
                open = true;
                if (input.run().hasWaitingTurns() && isWaitedFor(input, inputs.length)) {
                    return none(Lack.OTHERS_FIRST);
                }
            }
            advance(inputs.length);
        }
        round++;
        passedOver = -1;
        return none(open ? Lack.NOTHING : Lack.END);
    }

    private void advance(int size) {
        cursor = cursor + 1 == size ? 0 : cursor + 1;
    }

    private void served() {
        round++;
        if (passedOver == cursor) {
            passedOver = -1;
        }
    }

    /** Once a round for each input: two merges that wait for each other's turns would never stop. */
    private boolean isWaitedFor(JoinInput<T> input, int size) {
        int[] waited = waitedIn == null ? new int[size] : waitedIn;
        waitedIn = waited;
        if (waited[cursor] == round) { // it had its chance
            return false;
        }
        if (input.owesItems() || passedOver == cursor) {
            passedOver = -1;
            waited[cursor] = round;
            return true;
        }
        if (passedOver < 0) {
            passedOver = cursor;
        }
        return false;
    }

    private void fail(JoinInput<T> failed, JoinInput<T>[] inputs) {
        failure = failed.error();
        for (JoinInput<T> input : inputs) {
            input.stop();
        }
    }
}
