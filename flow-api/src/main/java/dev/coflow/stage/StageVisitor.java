package dev.coflow.stage;

/**
 * Handles every kind of stage; one method each, so that the compiler finds what a visitor forgets.
 *
 * @param <T> the items of the stage
 * @param <V> the result
 */
public interface StageVisitor<T, V> {

    /**
     * The items of an iterable, in its order.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(FromIterable<T> stage);

    /**
     * The items of a stream, which is closed at the end.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(FromStream<T> stage);

    /**
     * The items of a publisher that is no flow; it runs beside the run.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(FromPublisher<T> stage);

    /**
     * The value of a future; none if that is null.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(FromFuture<T> stage);

    /**
     * The result of a call; none if that is null.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(FromCallable<T> stage);

    /**
     * No item, and an error.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(Failed<T> stage);

    /**
     * The items of an iterable that may block, iterated beside the run.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(Threaded<T> stage);

    /**
     * The items of a stream that may block, read and closed beside the run.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(ThreadedStream<T> stage);

    /**
     * The items that a body emits.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(Generate<T> stage);

    /**
     * The result of a task; none if that is null.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(RunTask<T> stage);

    /**
     * The items that a state machine emits.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(FromSteps<T> stage);

    /**
     * The items of several inputs, as they are ready; rotates over those that have one.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(Merge<T> stage);

    /**
     * One item made of one of each input; ends with the shortest.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(Zip<S, T> stage);

    /**
     * One item made of one of each input that still has one; ends with the longest.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(ZipLongest<S, T> stage);

    /**
     * Each item replaced by another.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(MapEach<S, T> stage);

    /**
     * Each item replaced by another, or dropped.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(MapNotNull<S, T> stage);

    /**
     * The items that a predicate accepts.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(Filter<T> stage);

    /**
     * Each item replaced by the items of a sub-flow, one sub-flow after the other.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(ConcatMap<S, T> stage);

    /**
     * Each item replaced by several, depth first.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(ConcatMapIterable<S, T> stage);

    /**
     * The items of a source, and a last one in place of an expected error.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(Trap<T> stage);

    /**
     * One item accumulated from all.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(Reduce<S, T> stage);

    /**
     * One item collected from all.
     *
     * @param <S> the source's items
     * @param <A> the collector's state
     * @param stage the stage
     * @return the result
     */
    <S, A> V visit(Collect<S, A, T> stage);

    /**
     * Whatever a function makes of the source.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(Transform<S, T> stage);

    /**
     * Each item emitted, skipped, offered again later, or the end.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(StepEach<S, T> stage);

    /**
     * The same items, at least a time apart.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(Pace<T> stage);

    /**
     * No items, and the end of the source.
     *
     * @param <S> the source's items
     * @param stage the stage
     * @return the result
     */
    <S> V visit(Discard<S, T> stage);

    /**
     * The same items; a place where stages can be put later.
     *
     * @param stage the stage
     * @return the result
     */
    V visit(SlotStage<T> stage);
}
