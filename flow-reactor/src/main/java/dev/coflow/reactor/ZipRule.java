package dev.coflow.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * One of each input; ends when one of them has no item left. An input that ends by failing ends the join with its error, unless
 * another has simply ended: what lies behind the shortest is not part of the result.
 */
final class ZipRule<S, T> extends JoinRule<S, T> {

    private final Function<? super List<S>, ? extends T> combiner;

    ZipRule(Function<? super List<S>, ? extends T> combiner) {
        this.combiner = combiner;
    }

    @Override
    Pick pick(JoinInput<S>[] inputs, boolean demand, boolean turnsWait) {
        boolean complete = inputs.length == 0;
        boolean missing = false;
        Throwable error = null;
        for (JoinInput<S> input : inputs) {
            if (demand ? input.head() != null : !input.isExhausted()) {
                continue;
            }
            missing = true;
            if (input.hasEnded()) {
                complete |= input.error() == null;
                error = error == null ? input.error() : error;
            }
        }
        if (complete || error != null) {
            failure = complete ? null : error;
            return Pick.END;
        }
        if (missing || !demand) {
            return Pick.NOTHING;
        }
        List<S> items = new ArrayList<>(inputs.length);
        for (JoinInput<S> input : inputs) {
            items.add(Objects.requireNonNull(input.head()));
            input.take();
        }
        picked = Objects.requireNonNull(combiner.apply(items), "zip: the combiner returned null");
        return Pick.ITEM;
    }
}
