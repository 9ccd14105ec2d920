package dev.coflow.reactor.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rotates over the inputs. An empty one is waited for, by letting all waiting turns go first, if it owes items; one that has
 * answered is passed over once before it is waited for. After a failure: what is there, then the error.
 */
final class MergeRule<T> implements Join.Rule<T, T> {

    private int place;
    private final Set<Inlet<T>> waitedFor = new HashSet<>(); // since the last item
    private @Nullable Inlet<T> passedOver;
    private @Nullable Throwable failure;

    @Override
    public boolean next(List<Inlet<T>> inputs, Join<T, T> join) {
        boolean open = false;
        for (int seen = 0; seen < inputs.size(); seen++) {
            Inlet<T> input = inputs.get(place);
            if (!join.isWanted()) {
                if (!input.isExhausted()) {
                    return false;
                }
            } else if (input.head() != null) {
                T item = input.head();
                input.take();
                waitedFor.clear();
                passedOver = passedOver == input ? null : passedOver;
                advance(inputs);
                join.emit(item);
                return true;
            }
            if (!input.hasEnded()) {
                open = true;
                if (join.turns.areWaiting() && mustWaitFor(input)) {
                    join.queueBehind();
                    return false;
                }
            } else if (failure == null && input.error() != null) {
                failure = input.error();
                inputs.forEach(Inlet::stop);
                return true;
            }
            advance(inputs);
        }
        waitedFor.clear();
        passedOver = null;
        if (!open) {
            join.end(failure);
        }
        return false;
    }

    private void advance(List<Inlet<T>> inputs) {
        place = (place + 1) % inputs.size();
    }

    private boolean mustWaitFor(Inlet<T> input) {
        if (waitedFor.contains(input)) { // it had its chance
            return false;
        }
        if (input.owesItems() || passedOver == input) {
            passedOver = null;
            return waitedFor.add(input);
        }
        passedOver = passedOver == null ? input : passedOver;
        return false;
    }
}
