package dev.coflow.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of each input that has one left; ends when none has. An input that failed ends the join when its error is next. */
final class ZipLongestRule<S, T> extends JoinRule<S, T> {

    private final Function<? super List<Optional<S>>, ? extends T> combiner;

    ZipLongestRule(Function<? super List<Optional<S>>, ? extends T> combiner) {
        this.combiner = combiner;
    }

    @Override
    @Nullable
    T pick(JoinInput<S>[] inputs, boolean demand) {
        boolean waiting = false;
        boolean anyLeft = false;
        for (JoinInput<S> input : inputs) {
            if (demand ? input.head() != null : !input.isExhausted()) {
                anyLeft = true;
            } else if (!input.hasEnded()) {
                waiting = true;
            } else if (input.error() != null) {
                failure = input.error();
                return none(Lack.END);
            }
        }
        if (!waiting && !anyLeft) {
            return none(Lack.END);
        }
        if (waiting || !demand) {
            return none(Lack.NOTHING);
        }
        List<Optional<S>> items = new ArrayList<>(inputs.length);
        for (JoinInput<S> input : inputs) {
            items.add(Optional.ofNullable(input.takeNext()));
        }
        return Objects.requireNonNull(combiner.apply(items), "zipLongest: the combiner returned null");
    }
}
