package dev.coflow.reactor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    @Nullable
    T pick(JoinInput<S>[] inputs, boolean demand) {
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
            return none(Lack.END);
        }
        if (missing || !demand) {
            return none(Lack.NOTHING);
        }
        return Objects.requireNonNull(combiner.apply(row(inputs)), "zip: the combiner returned null");
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // items and nothing else: each input has one
    private static <S> List<S> row(JoinInput<S>[] inputs) {
        Object[] row = new Object[inputs.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = inputs[i].takeNext();
        }
        return (List<S>) Arrays.asList(row);
    }
}
