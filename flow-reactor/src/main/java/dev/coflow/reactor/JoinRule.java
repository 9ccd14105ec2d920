package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;

/**
 * Which item of a join comes next. One instance for each subscription; called in turns.
 *
 * @param <S> the inputs' items
 * @param <T> the items
 */
abstract class JoinRule<S, T> {

    /** Why {@link #pick} found no item. */
    enum Lack {
        /** Nothing to do before something arrives, or is requested. */
        NOTHING,
        /** An input has asked for a turn to produce what is to come next: let it. */
        OTHERS_FIRST,
        /** The join has ended, with {@link #failure} if there is one. */
        END
    }

    /** Valid after {@link #pick} returned null. */
    Lack lack = Lack.NOTHING;

    @Nullable
    Throwable failure;

    /**
     * Looks at the inputs for the next item; where there is none, {@link #lack} says why.
     *
     * @param inputs the inputs
     * @param demand whether an item may be emitted; without, only the end is looked for
     */
    abstract @Nullable T pick(JoinInput<S>[] inputs, boolean demand);

    /** There is no item, for this reason. */
    final @Nullable T none(Lack reason) {
        lack = reason;
        return null;
    }
}
