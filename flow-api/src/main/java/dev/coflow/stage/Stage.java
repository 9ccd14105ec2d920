package dev.coflow.stage;

/**
 * One stage of a flow: what it does, and the stages it reads. Stages are immutable; they hold the functions users gave them.
 *
 * @param <T> the items
 */
public sealed interface Stage<T>
        permits FromIterable,
                FromStream,
                FromPublisher,
                FromFuture,
                FromCallable,
                Failed,
                Threaded,
                ThreadedStream,
                Generate,
                RunTask,
                FromSteps,
                Merge,
                Zip,
                ZipLongest,
                MapEach,
                MapNotNull,
                Filter,
                ConcatMap,
                ConcatMapIterable,
                Trap,
                Reduce,
                Collect,
                Transform,
                StepEach,
                Pace,
                Discard,
                SlotStage {

    /**
     * Calls the visitor's method for this kind of stage.
     *
     * @param <V> the result
     * @param visitor the visitor
     * @return its result
     */
    <V> V accept(StageVisitor<T, V> visitor);

    /**
     * The same stage reading other sources.
     *
     * @param sources replaces the stages that this one reads
     * @return the copy; this stage if it reads none
     */
    default Stage<T> mapSources(SourceMapper sources) {
        return this;
    }
}
