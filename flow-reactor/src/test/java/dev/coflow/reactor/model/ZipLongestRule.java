package dev.coflow.reactor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One item of each input that has one left; ends when none has, or with an error as soon as one is next. */
record ZipLongestRule<S, T>(Function<? super List<Optional<S>>, ? extends T> combiner) implements Join.Rule<S, T> {

    @Override
    public boolean next(List<Inlet<S>> inputs, Join<S, T> join) {
        boolean waiting = false;
        boolean left = false;
        for (Inlet<S> input : inputs) {
            if (join.isWanted() ? input.head() != null : !input.isExhausted()) {
                left = true;
            } else if (!input.hasEnded()) {
                waiting = true;
            } else if (input.error() != null) {
                join.end(input.error());
                return false;
            }
        }
        if (!waiting && !left) {
            join.end(null);
            return false;
        }
        if (waiting || !join.isWanted()) {
            return false;
        }
        List<Optional<S>> items = new ArrayList<>();
        for (Inlet<S> input : inputs) {
            items.add(Optional.ofNullable(input.head()));
            if (input.head() != null) {
                input.take();
            }
        }
        join.emit(combiner.apply(items));
        return true;
    }
}
