package dev.coflow.reactor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One item of each input; ends with the shortest, or with the first error that is next where none has simply ended. */
record ZipRule<S, T>(Function<? super List<S>, ? extends T> combiner) implements Join.Rule<S, T> {

    @Override
    public boolean next(List<Inlet<S>> inputs, Join<S, T> join) {
        boolean complete = inputs.isEmpty();
        boolean missing = !join.isWanted();
        @Nullable Throwable error = null;
        for (Inlet<S> input : inputs) {
            if (join.isWanted() ? input.head() != null : !input.isExhausted()) {
                continue;
            }
            missing = true;
            if (input.hasEnded() && input.error() == null) {
                complete = true;
            } else if (input.hasEnded() && error == null) {
                error = input.error();
            }
        }
        if (complete || error != null) {
            join.end(complete ? null : error);
            return false;
        }
        if (missing) {
            return false;
        }
        List<S> items = new ArrayList<>();
        for (Inlet<S> input : inputs) {
            items.add(input.head());
            input.take();
        }
        join.emit(combiner.apply(items));
        return true;
    }
}
