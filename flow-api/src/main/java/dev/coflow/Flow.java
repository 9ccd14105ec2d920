package dev.coflow;

import dev.coflow.spi.FlowRuntime;
import dev.coflow.stage.Collect;
import dev.coflow.stage.ConcatMap;
import dev.coflow.stage.ConcatMapIterable;
import dev.coflow.stage.Discard;
import dev.coflow.stage.Failed;
import dev.coflow.stage.Filter;
import dev.coflow.stage.FromCallable;
import dev.coflow.stage.FromFuture;
import dev.coflow.stage.FromIterable;
import dev.coflow.stage.FromPublisher;
import dev.coflow.stage.FromSteps;
import dev.coflow.stage.FromStream;
import dev.coflow.stage.Generate;
import dev.coflow.stage.MapEach;
import dev.coflow.stage.MapNotNull;
import dev.coflow.stage.Merge;
import dev.coflow.stage.Pace;
import dev.coflow.stage.Reduce;
import dev.coflow.stage.RunTask;
import dev.coflow.stage.SlotFiller;
import dev.coflow.stage.SlotStage;
import dev.coflow.stage.Stage;
import dev.coflow.stage.StepEach;
import dev.coflow.stage.Threaded;
import dev.coflow.stage.ThreadedStream;
import dev.coflow.stage.Transform;
import dev.coflow.stage.Trap;
import dev.coflow.stage.Zip;
import dev.coflow.stage.ZipLongest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * A description of cooperating stages, and a backpressured publisher of their items.
 *
 * <p>A flow is immutable and runs nothing until it is subscribed; every subscription is an independent run with fresh bodies.
 * Within a run the stages take turns: at most one body, step or stage function executes at a time, so they share state without
 * locks. Items never exceed demand, values come before the error that follows them, errors arrive unchanged, and a cancel
 * reaches the {@code finally} blocks of every body.
 *
 * <pre>{@code
 * Flow<Integer> counter = Flow.generate(out -> { for (int i = 3; i > 0; i--) out.emit(i); });
 * Flow<Integer> consumer = Flow.generate(out -> {
 *     for (int x : out.pull(counter)) {
 *         if (x != 2) out.emit(x);
 *     }
 * });
 * consumer.toList();   // [3, 1]
 * }</pre>
 *
 * <p>As a {@code Publisher} a flow goes wherever one is taken: {@code flux.flatMap(x -> flow)},
 * {@code StepVerifier.create(flow)}. A flow subscribed by a stage of another joins its run.
 *
 * <p>Where the compiler infers {@code Object} for a lambda that is followed by a chained call, name the type:
 * {@code Flow.<Integer>generate(out -> ...).map(...)}.
 *
 * @param <T> the items
 */
public final class Flow<T> implements Publisher<T> {

    private final Stage<T> stage;

    /** The publisher made from the stage; made anew by whoever does not see it yet. */
    private volatile @Nullable Publisher<T> lowered;

    private Flow(Stage<T> stage) {
        this.stage = stage;
    }

    // Sources

    /**
     * The given items.
     *
     * @param <T> the items
     * @param items the items, none of them null
     * @return a flow of them, in this order
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Flow<T> of(T... items) {
        for (T item : items) {
            Objects.requireNonNull(item, "items: a flow carries no null");
        }
        return fromIterable(List.of(items));
    }

    /**
     * No items.
     *
     * @param <T> the items
     * @return a flow that completes at once
     */
    public static <T> Flow<T> empty() {
        return fromIterable(List.of());
    }

    /**
     * An error.
     *
     * @param <T> the items
     * @param error the error, given to every subscriber
     * @return a flow that fails at once
     */
    public static <T> Flow<T> error(Throwable error) {
        Objects.requireNonNull(error, "error");
        return error(() -> error);
    }

    /**
     * A fresh error for every subscriber.
     *
     * @param <T> the items
     * @param errors makes the error
     * @return a flow that fails at once
     */
    public static <T> Flow<T> error(Supplier<? extends Throwable> errors) {
        return new Flow<>(new Failed<>(errors));
    }

    /**
     * The items of an iterable, iterated anew by every subscription, in a turn of the run. Twisted: {@code wrap(list)}.
     *
     * @param <T> the items
     * @param items the iterable; use {@link #threaded} if iterating blocks
     * @return a flow of its items, in its order
     */
    public static <T> Flow<T> fromIterable(Iterable<? extends T> items) {
        return new Flow<>(new FromIterable<>(items));
    }

    /**
     * The items of a stream, read in a turn of the run. The stream is closed at the end, on error and on cancel.
     *
     * @param <T> the items
     * @param streams gives a fresh stream to every subscription; use {@link #threadedStream} if reading blocks
     * @return a flow of its items, in its order
     */
    public static <T> Flow<T> fromStream(Supplier<? extends Stream<? extends T>> streams) {
        return new Flow<>(new FromStream<>(streams));
    }

    /**
     * The items of any publisher. It runs beside the run; its items enter the run through a turn before the first stage
     * function sees them. A flow is returned as it is.
     *
     * @param <T> the items
     * @param publisher the source; demand and cancel are passed to it
     * @return a flow of its items
     */
    @SuppressWarnings("unchecked")
    public static <T> Flow<T> from(Publisher<? extends T> publisher) {
        return publisher instanceof Flow ? (Flow<T>) publisher : new Flow<>(new FromPublisher<>(publisher));
    }

    /**
     * The value of a future. Twisted: {@code wrap(deferred)}.
     *
     * @param <T> the value
     * @param futures gives the future, called once a subscription; a {@link java.util.concurrent.Future} is cancelled when
     *     the flow is
     * @return a flow of its value, or empty if that is null; a failure arrives without {@code CompletionException} around it
     */
    public static <T> Flow<T> fromFuture(Supplier<? extends CompletionStage<? extends T>> futures) {
        return new Flow<>(new FromFuture<>(futures));
    }

    /**
     * The result of a call made in a turn of the run, on the first request. Twisted: {@code wrap(callable)}.
     *
     * @param <T> the result
     * @param callable called once a subscription; use {@link #task} with {@link Turn#blocking} if it blocks
     * @return a flow of the result, or empty if that is null
     */
    public static <T> Flow<T> fromCallable(Callable<? extends @Nullable T> callable) {
        return new Flow<>(new FromCallable<>(callable));
    }

    /**
     * The items that sequential code emits. Twisted: {@code wrap(generator)}.
     *
     * <p>The body is started by the first request, on a thread of its own (a virtual one where there are any). It suspends when
     * it emits without demand, and wherever its handle says so. When it returns the flow completes; what it throws is the
     * flow's error. A cancel makes it unwind.
     *
     * <p>Before Java 21 that thread is a platform thread, and the system gives some thousands at most. A body that gets none
     * fails with an {@link IllegalStateException} that says so, in {@code onError} or in the pull that started it; other bodies go on.
     * {@link #fromSteps} needs no thread.
     *
     * @param <T> the items
     * @param body run anew by every subscription
     * @return a flow of what it emits
     */
    public static <T> Flow<T> generate(Body<T> body) {
        return new Flow<>(new Generate<>(body));
    }

    /**
     * The result of sequential code.
     *
     * <p>As {@link #generate}; the value is delivered after the task's {@code finally} blocks, and a cancel after that changes
     * nothing.
     *
     * @param <T> the result
     * @param task run anew by every subscription
     * @return a flow of the one result, or empty if that is null
     */
    public static <T> Flow<T> task(Task<? extends T> task) {
        return new Flow<>(new RunTask<>(task));
    }

    /**
     * Sequential code without a result: a {@link #task} that emits nothing and completes when the code returns.
     *
     * @param action run anew by every subscription
     * @return a flow without items
     */
    public static Flow<Void> run(Action action) {
        Objects.requireNonNull(action, "action");
        return Flow.<Void>task(turn -> {
            action.run(turn);
            return null;
        });
    }

    /**
     * The items that a state machine emits: a body without a thread and a stack of its own.
     *
     * @param <T> the items
     * @param machines gives the state machine of a subscription, called on the first request
     * @return a flow of what it emits
     */
    public static <T> Flow<T> fromSteps(Supplier<? extends Steps<T>> machines) {
        return new Flow<>(new FromSteps<>(machines));
    }

    /**
     * The items of an iterable that may block. It is obtained and iterated beside the run, on a thread for blocking work
     * (Reactor's {@code boundedElastic}), only as far as there is demand; a cancel interrupts that thread. Values come before
     * the error that follows them. Twisted: {@code Threaded(iterable)}.
     *
     * @param <T> the items
     * @param iterables gives the iterable of a subscription
     * @return a flow of its items, in its order
     */
    public static <T> Flow<T> threaded(Callable<? extends Iterable<? extends T>> iterables) {
        return new Flow<>(new Threaded<>(iterables));
    }

    /**
     * The items of a stream that may block, such as {@code Files.lines(path)}: as {@link #threaded}, and the stream is closed
     * on the thread that reads it, at the end, on error and on cancel.
     *
     * @param <T> the items
     * @param streams gives the stream of a subscription
     * @return a flow of its items, in its order
     */
    public static <T> Flow<T> threadedStream(Callable<? extends Stream<? extends T>> streams) {
        return new Flow<>(new ThreadedStream<>(streams));
    }

    // Joins

    /**
     * The items of several sources as they are ready. Short for {@link #merge(Iterable, int)} with
     * {@link Turn#DEFAULT_PREFETCH}.
     *
     * @param <T> the items
     * @param inputs the sources; flows join this run
     * @return a flow of all their items
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Flow<T> merge(Publisher<? extends T>... inputs) {
        return merge(Arrays.asList(inputs));
    }

    /**
     * The items of several sources as they are ready. Short for {@link #merge(Iterable, int)} with
     * {@link Turn#DEFAULT_PREFETCH}.
     *
     * @param <T> the items
     * @param inputs the sources; flows join this run
     * @return a flow of all their items
     */
    public static <T> Flow<T> merge(Iterable<? extends Publisher<? extends T>> inputs) {
        return merge(inputs, Turn.DEFAULT_PREFETCH);
    }

    /**
     * The items of several sources as they are ready, fairly: it rotates over the inputs that have an item, so with k of them
     * ready none waits for more than k−1 items of others. A slow input never delays a ready one. Twisted: {@code Merge}.
     *
     * <p>Completes when all inputs have. When one fails, what the others had produced by then comes first, then the error; the
     * others are cancelled. Without demand a failure waits for the next request as long as inputs before it in the rotation may
     * still produce items, which would come first.
     *
     * @param <T> the items
     * @param inputs the sources; flows join this run
     * @param prefetch items requested ahead from each input, at least 1
     * @return a flow of all their items; each input's in its own order
     */
    public static <T> Flow<T> merge(Iterable<? extends Publisher<? extends T>> inputs, int prefetch) {
        return new Flow<>(new Merge<>(stages(inputs), prefetch));
    }

    /**
     * One item made of one of each of two sources; ends with the shorter one, as Reactor's {@code zip}.
     *
     * <p>Items of both that pair up come before an error of either. When one source has ended and is read, the other is
     * cancelled. Twisted's {@code Zip} ends with the longer one: {@link #zipLongest}.
     *
     * @param <A> the left items
     * @param <B> the right items
     * @param <R> the items
     * @param left a source
     * @param right a source
     * @param combiner makes an item of a pair
     * @return a flow of the combined items
     */
    @SuppressWarnings("unchecked")
    public static <A, B, R> Flow<R> zip(
            Publisher<? extends A> left,
            Publisher<? extends B> right,
            BiFunction<? super A, ? super B, ? extends R> combiner) {
        Objects.requireNonNull(combiner, "combiner");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        return zip(List.of(left, right), pair -> combiner.apply((A) pair.get(0), (B) pair.get(1)));
    }

    /**
     * One item made of one of each of several sources; ends with the shortest, as {@link #zip(Publisher, Publisher,
     * BiFunction)}. Without inputs it is empty.
     *
     * @param <T> the inputs' items
     * @param <R> the items
     * @param inputs the sources; flows join this run
     * @param combiner makes an item of one of each, given in the order of the inputs
     * @return a flow of the combined items
     */
    public static <T, R> Flow<R> zip(
            Iterable<? extends Publisher<? extends T>> inputs, Function<? super List<T>, ? extends R> combiner) {
        return new Flow<>(new Zip<>(Flow.<T>stages(inputs), combiner, Turn.DEFAULT_PREFETCH));
    }

    /**
     * One item made of one of each of two sources; ends with the longer one. Twisted: {@code Zip}.
     *
     * @param <A> the left items
     * @param <B> the right items
     * @param <R> the items
     * @param left a source
     * @param right a source
     * @param combiner makes an item of a pair; empty stands for a source that has ended
     * @return a flow of the combined items
     */
    @SuppressWarnings("unchecked")
    public static <A, B, R> Flow<R> zipLongest(
            Publisher<? extends A> left,
            Publisher<? extends B> right,
            BiFunction<? super Optional<A>, ? super Optional<B>, ? extends R> combiner) {
        Objects.requireNonNull(combiner, "combiner");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        return zipLongest(
                List.of(left, right), pair -> combiner.apply((Optional<A>) pair.get(0), (Optional<B>) pair.get(1)));
    }

    /**
     * One item made of one of each of several sources; ends with the longest. Without inputs it is empty.
     *
     * @param <T> the inputs' items
     * @param <R> the items
     * @param inputs the sources; flows join this run
     * @param combiner makes an item, given one entry for each input in their order; empty stands for an input that has ended
     * @return a flow of the combined items
     */
    public static <T, R> Flow<R> zipLongest(
            Iterable<? extends Publisher<? extends T>> inputs,
            Function<? super List<Optional<T>>, ? extends R> combiner) {
        return new Flow<>(new ZipLongest<>(Flow.<T>stages(inputs), combiner, Turn.DEFAULT_PREFETCH));
    }

    // Stages

    /**
     * Replaces each item. Twisted: {@code Map}.
     *
     * @param <R> the new items
     * @param mapper makes the new item; called in a turn of the run, null is an error
     * @return a flow of the new items, in the same order
     */
    public <R> Flow<R> map(Function<? super T, ? extends R> mapper) {
        return new Flow<>(new MapEach<>(stage, mapper));
    }

    /**
     * Replaces each item, or drops it. 2003: {@code addFunction(fn, stop)}.
     *
     * @param <R> the new items
     * @param mapper makes the new item, or null to drop it; called in a turn of the run
     * @return a flow of the new items, in the same order
     */
    public <R> Flow<R> mapNotNull(Function<? super T, ? extends @Nullable R> mapper) {
        return new Flow<>(new MapNotNull<>(stage, mapper));
    }

    /**
     * Keeps some items. Twisted: {@code Filter}.
     *
     * @param predicate says which items stay; called in a turn of the run
     * @return a flow of the items that stay, in the same order
     */
    public Flow<T> filter(Predicate<? super T> predicate) {
        return new Flow<>(new Filter<>(stage, predicate));
    }

    /**
     * Replaces each item by the items of a sub-flow, one sub-flow after the other. Short for
     * {@link #concatMap(Function, Runnable)} with nothing to do at the end.
     *
     * @param <R> the items of the sub-flows
     * @param mapper makes the sub-flow of an item
     * @return a flow of all their items
     */
    public <R> Flow<R> concatMap(Function<? super T, ? extends Publisher<? extends R>> mapper) {
        return new Flow<>(new ConcatMap<>(stage, mapper, null));
    }

    /**
     * Replaces each item by the items of a sub-flow, depth first: the next item is requested when the sub-flow of the one
     * before has completed, so the source is at most one item ahead of demand. Values come before the error that follows them, of the source too. 2003: {@code addContext(onFlush)}.
     *
     * @param <R> the items of the sub-flows
     * @param mapper makes the sub-flow of an item; called in a turn of the run; a flow joins the run
     * @param onFinish called in a turn of the run each time a sub-flow has completed, so once an item
     * @return a flow of all their items
     */
    public <R> Flow<R> concatMap(Function<? super T, ? extends Publisher<? extends R>> mapper, Runnable onFinish) {
        Objects.requireNonNull(onFinish, "onFinish");
        return new Flow<>(new ConcatMap<>(stage, mapper, onFinish));
    }

    /**
     * Replaces each item by several. Short for {@link #concatMapIterable(Function, Runnable)} with nothing to do at the end.
     *
     * @param <R> the new items
     * @param mapper makes the new items
     * @return a flow of them
     */
    public <R> Flow<R> concatMapIterable(Function<? super T, ? extends Iterable<? extends R>> mapper) {
        return new Flow<>(new ConcatMapIterable<>(stage, mapper, null));
    }

    /**
     * Replaces each item by several, depth first: each passes all later stages before the next is drawn. 2003:
     * {@code addSequence(fn, onFinish)}.
     *
     * @param <R> the new items
     * @param mapper makes the new items; called in a turn of the run
     * @param onFinish called in a turn of the run each time the items made of one are through
     * @return a flow of them, in their order
     */
    public <R> Flow<R> concatMapIterable(
            Function<? super T, ? extends Iterable<? extends R>> mapper, Runnable onFinish) {
        Objects.requireNonNull(onFinish, "onFinish");
        return new Flow<>(new ConcatMapIterable<>(stage, mapper, onFinish));
    }

    /**
     * Replaces an expected error by a last item; other errors pass. Twisted: the trap list of a {@code wrap}.
     *
     * @param <E> the expected error
     * @param type the class of the error, subclasses included; errors of any stage before this one
     * @param fallback makes the last item, called in a turn of the run; null is an error
     * @return a flow of the same items, and the fallback in place of the error
     */
    @SuppressWarnings("unchecked")
    public <E extends Throwable> Flow<T> trap(Class<E> type, Function<? super E, ? extends T> fallback) {
        Objects.requireNonNull(type, "type");
        return trap(List.of(type), (Function<Throwable, T>) fallback);
    }

    /**
     * Replaces one of several expected errors by a last item; other errors pass.
     *
     * @param types the classes of the errors, subclasses included; not empty
     * @param fallback makes the last item, called in a turn of the run; null is an error
     * @return a flow of the same items, and the fallback in place of the error
     */
    public Flow<T> trap(List<Class<? extends Throwable>> types, Function<? super Throwable, ? extends T> fallback) {
        return new Flow<>(new Trap<>(stage, types, fallback));
    }

    /**
     * Accumulates all items into one. Short for {@link #reduceWith} with a seed that is never changed.
     *
     * @param <A> the accumulated value
     * @param seed the first value; shared by all subscriptions, so immutable
     * @param accumulator adds an item
     * @return a flow of the last accumulated value
     */
    public <A> Flow<A> reduce(A seed, BiFunction<? super A, ? super T, ? extends A> accumulator) {
        Objects.requireNonNull(seed, "seed");
        return reduceWith(() -> seed, accumulator);
    }

    /**
     * Accumulates all items into one, emitted when the source has completed. The source is read without bound, once there is
     * demand. 2003: {@code addAccumulator}.
     *
     * @param <A> the accumulated value
     * @param seeds gives the first value of a subscription
     * @param accumulator adds an item; called in a turn of the run
     * @return a flow of the last accumulated value; the seed if there are no items
     */
    public <A> Flow<A> reduceWith(
            Supplier<? extends A> seeds, BiFunction<? super A, ? super T, ? extends A> accumulator) {
        return new Flow<>(new Reduce<>(stage, seeds, accumulator));
    }

    /**
     * Collects all items into one, emitted when the source has completed. The source is read without bound, once there is
     * demand. 2003: buckets.
     *
     * @param <A> the collector's state
     * @param <R> the result
     * @param collector collects, as in {@link Stream#collect(Collector)}; called in turns of the run
     * @return a flow of the one result
     */
    public <A, R> Flow<R> collect(Collector<? super T, A, ? extends R> collector) {
        return new Flow<>(new Collect<>(stage, collector));
    }

    /**
     * Decides for each item whether to emit something, skip it, have it offered again later, or end: short for {@link #stepWith} with
     * a function that keeps no state. 2003: {@code PauseFlow} is {@link Step#cooperate(Duration)}.
     *
     * @param <R> the new items
     * @param step says what to do with an item; called in a turn of the run
     * @return a flow of what it emits
     */
    public <R> Flow<R> step(Function<? super T, ? extends Step<R>> step) {
        Objects.requireNonNull(step, "step");
        return stepWith(() -> step);
    }

    /**
     * Decides for each item: {@link Step#emit} replaces it, {@link Step#skip} drops it, {@link Step#cooperate} gives the turn away and
     * has the same item offered again, {@link Step#done} cancels the source and ends the flow.
     *
     * <p>The function is called when there is demand; the source is at most one item ahead of that. A pause holds up this stage alone.
     *
     * @param <R> the new items
     * @param steps gives the function of a subscription, which may keep state
     * @return a flow of what it emits
     */
    public <R> Flow<R> stepWith(Supplier<? extends Function<? super T, ? extends Step<R>>> steps) {
        return new Flow<>(new StepEach<>(stage, steps));
    }

    /**
     * Emits items at least a time apart; the first at once. 2003: {@code waitInterval}.
     *
     * @param interval between two items, more than zero, measured by the flow's scheduler; obeys virtual time
     * @return a flow of the same items, in the same order
     */
    public Flow<T> pace(Duration interval) {
        return new Flow<>(new Pace<>(stage, interval));
    }

    /**
     * Drops all items and keeps the end. The source is read without bound, once there is demand. 2003: {@code addDiscard}.
     *
     * @param <R> any type: there are no items
     * @return a flow that completes or fails as this one does
     */
    public <R> Flow<R> discard() {
        return new Flow<>(new Discard<>(stage));
    }

    /**
     * Marks a place where stages can be put later. Unfilled it does nothing.
     *
     * @param slot the name of the place; in several places of a flow they are filled together
     * @return a flow of the same items
     */
    public Flow<T> slot(Slot<T> slot) {
        return new Flow<>(new SlotStage<>(stage, slot));
    }

    /**
     * Puts stages into the places that a slot marks, for example what a user may see. Filling again puts more stages behind.
     *
     * @param <F> the items that pass the slot
     * @param slot a slot of this flow or of one it was made from; what functions and bodies make while the flow runs is not seen
     * @param filling puts stages behind what comes to the slot
     * @return a flow with these stages; this one is unchanged
     * @throws IllegalArgumentException if this flow has no such slot; the message names those that it has
     */
    public <F> Flow<T> fill(Slot<F> slot, Function<? super Flow<F>, Flow<F>> filling) {
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(filling, "filling");
        return new Flow<>(SlotFiller.fill(stage, slot, filling));
    }

    /**
     * Puts anything the runtime has around this flow, for example {@code f -> Flux.from(f).timeout(t)}.
     *
     * @param <R> the new items
     * @param transformer composes a publisher over this flow; called by every subscription
     * @return a flow of that publisher's items
     */
    public <R> Flow<R> transform(Function<? super Flow<T>, ? extends Publisher<? extends R>> transformer) {
        return new Flow<>(new Transform<>(stage, transformer));
    }

    // Out

    /**
     * Converts this flow: {@code flow.as(ReactorFlow::toFlux)}.
     *
     * @param <R> the result
     * @param converter what to convert with
     * @return its result
     */
    public <R> R as(Function<? super Flow<T>, R> converter) {
        return converter.apply(this);
    }

    /**
     * What this flow does, as data.
     *
     * @return the last stage
     */
    public Stage<T> stage() {
        return stage;
    }

    /**
     * The flow that a stage describes.
     *
     * @param <T> the items
     * @param stage the last stage
     * @return its flow
     */
    public static <T> Flow<T> fromStage(Stage<T> stage) {
        return new Flow<>(Objects.requireNonNull(stage, "stage"));
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber"); // §1.9
        Publisher<T> publisher;
        try {
            publisher = lowered();
        } catch (Throwable e) { // no runtime: §1.9 wants that as a signal
            Rejection.signal(e, subscriber);
            return;
        }
        publisher.subscribe(subscriber);
    }

    private Publisher<T> lowered() {
        Publisher<T> publisher = lowered;
        if (publisher == null) {
            publisher = FlowRuntime.current().lower(stage);
            lowered = publisher;
        }
        return publisher;
    }

    /**
     * This flow for code that may block. Twisted: {@code Block}.
     *
     * @return an iterable; every iterator is a run of its own, cancelled when the iterable is closed
     */
    public BlockingIterable<T> toIterable() {
        return new StreamIterable<>(this::toStream);
    }

    /**
     * This flow for code that may block, as a stream: close it (try-with-resources) to cancel what was not read.
     *
     * @return the items; reading blocks, and throws {@link IllegalStateException} on a thread that must not. Values come before
     *     the error that follows them, which is thrown unchanged, checked or not
     */
    public Stream<T> toStream() {
        return FlowRuntime.current().toStream(stage);
    }

    /**
     * Waits for all items.
     *
     * @return the items, in order
     * @throws IllegalStateException on a thread that must not block; otherwise the flow's error is thrown unchanged, checked or not
     */
    public List<T> toList() {
        try (Stream<T> items = toStream()) {
            return items.toList();
        }
    }

    @Override
    public String toString() {
        return "Flow[" + stage + "]";
    }

    private static <T> List<Stage<? extends T>> stages(Iterable<? extends Publisher<? extends T>> inputs) {
        List<Stage<? extends T>> stages = new ArrayList<>();
        for (Publisher<? extends T> input : Objects.requireNonNull(inputs, "inputs")) {
            stages.add(Flow.<T>from(input).stage());
        }
        return stages;
    }
}
