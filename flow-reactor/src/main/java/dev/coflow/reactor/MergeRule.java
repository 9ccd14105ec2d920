package dev.coflow.reactor;

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

    /** The input that was empty when it was its place and that the others were asked to wait for, or -1. */
    private int waitedFor = -1;

    /** The first input that was passed over, or -1; when the rotation comes back to it, others get a turn. */
    private int passedOver = -1;

    @Override
    Pick pick(JoinInput<T>[] inputs, boolean demand, boolean turnsWait) {
        boolean open = false;
        for (int seen = 0; seen < inputs.length; seen++) {
            JoinInput<T> input = inputs[cursor];
            if (!demand) {
                if (!input.isExhausted()) {
                    return Pick.NOTHING;
                }
            } else if (input.head() != null) {
                picked = input.head();
                input.take();
                served();
                advance(inputs.length);
                return Pick.ITEM;
            }
            if (input.hasEnded()) {
                if (failure == null && input.error() != null) {
                    fail(input, inputs);
                    return pick(inputs, demand, turnsWait);
                }
            } else {
                open = true;
                if (turnsWait && isWaitedFor(input)) {
                    return Pick.OTHERS_FIRST;
                }
            }
            advance(inputs.length);
        }
        waitedFor = -1;
        passedOver = -1;
        return open ? Pick.NOTHING : Pick.END;
    }

    private void advance(int size) {
        cursor = cursor + 1 == size ? 0 : cursor + 1;
    }

    private void served() {
        waitedFor = -1;
        if (passedOver == cursor) {
            passedOver = -1;
        }
    }

    private boolean isWaitedFor(JoinInput<T> input) {
        if (waitedFor == cursor) { // it had its chance
            waitedFor = -1;
            return false;
        }
        if (input.owesItems() || passedOver == cursor) {
            passedOver = -1;
            waitedFor = cursor;
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
