package dev.coflow.reactor;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
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
import dev.coflow.stage.SlotStage;
import dev.coflow.stage.Stage;
import dev.coflow.stage.StageVisitor;
import dev.coflow.stage.StepEach;
import dev.coflow.stage.Threaded;
import dev.coflow.stage.ThreadedStream;
import dev.coflow.stage.Transform;
import dev.coflow.stage.Trap;
import dev.coflow.stage.Zip;
import dev.coflow.stage.ZipLongest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Turns stages into Reactor operators: Reactor's own wherever it has one that keeps the laws, ours for bodies, steps and joins.
 *
 * @param <T> the items of the stage visited
 */
final class Lowering<T> implements StageVisitor<T, Flux<T>> {

    /** What one lowering learns about its tree. */
    private static final class Tree {
        /** It has bodies, steps, joins, or sub-flows that may. */
        boolean needsRun;

        /** It has foreign sources or iterators, which take turns if it is part of a run. */
        boolean hasEntries;

        /** It has functions or machines of the user's, which see thread-locals, and take turns unless they run beside. */
        boolean hasFunctions;
    }

    private final Tree tree;
    private final ThreadLocals locals;

    private Lowering(Tree tree, ThreadLocals locals) {
        this.tree = tree;
        this.locals = locals;
    }

    /**
     * The publisher of a whole flow. All its stages have the Context of whoever subscribes to it: if their functions must see
     * thread-locals of that, it is lowered once more, for this subscriber.
     */
    static <T> Flux<T> lower(Stage<T> stage) {
        Tree tree = new Tree();
        Flux<T> flux = stage.accept(new Lowering<>(tree, ThreadLocals.NONE));
        Function<ThreadLocals, Flux<T>> contextual =
                tree.hasFunctions ? locals -> stage.accept(new Lowering<>(new Tree(), locals)) : null;
        return tree.needsRun || tree.hasEntries || tree.hasFunctions
                ? RunFlux.around(flux, contextual, tree.needsRun)
                : flux;
    }

    private <S> Flux<S> source(Stage<S> stage) {
        return stage.accept(new Lowering<>(tree, locals));
    }

    /** The source of a stage with a function of the user's. */
    private <S> Flux<S> functionOver(Stage<S> stage) {
        tree.hasFunctions = true;
        return source(stage);
    }

    private Flux<T> entry(Publisher<? extends T> source) {
        tree.hasEntries = true;
        return EntryFlux.around(source);
    }

    // Sources

    @Override
    public Flux<T> visit(FromIterable<T> stage) {
        tree.hasEntries |= !(stage.items() instanceof Collection);
        return Sources.iterable(stage.items());
    }

    @Override
    public Flux<T> visit(FromStream<T> stage) {
        tree.hasFunctions = true;
        return Sources.stream(locals.around(stage.streams()));
    }

    @Override
    public Flux<T> visit(FromPublisher<T> stage) {
        return entry(stage.publisher());
    }

    @Override
    public Flux<T> visit(FromFuture<T> stage) {
        tree.hasFunctions = true;
        return entry(Mono.<T>fromCompletionStage(locals.around(stage.futures())));
    }

    @Override
    public Flux<T> visit(FromCallable<T> stage) {
        tree.hasFunctions = true;
        return new OnRequestFlux<T>(Mono.fromCallable(locals.around(stage.callable()))).assembled();
    }

    @Override
    public Flux<T> visit(Failed<T> stage) {
        tree.hasFunctions = true;
        return Flux.error(locals.around(stage.errors()));
    }

    @Override
    public Flux<T> visit(Threaded<T> stage) {
        tree.hasFunctions = true;
        return entry(BlockingFlux.<T>ofIterable(locals, stage.iterables()).assembled());
    }

    @Override
    public Flux<T> visit(ThreadedStream<T> stage) {
        tree.hasFunctions = true;
        return entry(BlockingFlux.<T>ofStream(locals, stage.streams()).assembled());
    }

    // Sequential code

    @Override
    public Flux<T> visit(Generate<T> stage) {
        tree.needsRun = true;
        return new BodyFlux<T>(handle -> {
                    stage.body().run(handle);
                    return null;
                })
                .assembled();
    }

    @Override
    public Flux<T> visit(RunTask<T> stage) {
        tree.needsRun = true;
        return new BodyFlux<T>(stage.task()::run).assembled();
    }

    @Override
    public Flux<T> visit(FromSteps<T> stage) {
        tree.needsRun = true;
        tree.hasFunctions = true;
        Supplier<Steps<T>> machines = locals.around(stage.machines());
        return new StepsFlux<>(() -> locals.around(Objects.requireNonNull(
                        machines.get(), "a state machine is required but the supplier returned null")))
                .assembled();
    }

    // Joins

    @Override
    public Flux<T> visit(Merge<T> stage) {
        return join(stage.inputs(), stage.prefetch(), MergeRule::new);
    }

    @Override
    public <S> Flux<T> visit(Zip<S, T> stage) {
        tree.hasFunctions = true;
        return join(stage.inputs(), stage.prefetch(), () -> new ZipRule<>(locals.around(stage.combiner())));
    }

    @Override
    public <S> Flux<T> visit(ZipLongest<S, T> stage) {
        tree.hasFunctions = true;
        return join(stage.inputs(), stage.prefetch(), () -> new ZipLongestRule<>(locals.around(stage.combiner())));
    }

    private <S> Flux<T> join(List<Stage<? extends S>> inputs, int prefetch, Supplier<? extends JoinRule<S, T>> rules) {
        tree.needsRun = true;
        List<Flux<? extends S>> sources = new ArrayList<>();
        for (Stage<? extends S> input : inputs) {
            sources.add(source(input));
        }
        return new JoinFlux<>(sources, prefetch, rules).assembled();
    }

    // One to one, one to many, many to one

    @Override
    public <S> Flux<T> visit(MapEach<S, T> stage) {
        return functionOver(stage.source()).map(locals.<S, T>around(stage.mapper()));
    }

    @Override
    public <S> Flux<T> visit(MapNotNull<S, T> stage) {
        return functionOver(stage.source()).mapNotNull(locals.<S, T>around(stage.mapper()));
    }

    @Override
    public Flux<T> visit(Filter<T> stage) {
        return functionOver(stage.source()).filter(locals.aroundTest(stage.predicate()));
    }

    @Override
    public <S> Flux<T> visit(ConcatMap<S, T> stage) {
        tree.needsRun = true; // sub-flows may have bodies, and one may still unwind when the next begins
        Function<S, Publisher<? extends T>> mapper = locals.around(stage.mapper());
        return new ConcatFlux<S, T>(
                        functionOver(stage.source()),
                        item -> EntryFlux.around(made(mapper, item, "concatMap: a publisher")),
                        onFinish(stage.onFinish()))
                .assembled();
    }

    @Override
    public <S> Flux<T> visit(ConcatMapIterable<S, T> stage) {
        Function<S, Iterable<? extends T>> mapper = locals.around(stage.mapper());
        return new ConcatFlux<S, T>(
                        functionOver(stage.source()),
                        item -> Sources.iterable(made(mapper, item, "concatMapIterable: an iterable")),
                        onFinish(stage.onFinish()))
                .assembled();
    }

    private @Nullable Runnable onFinish(@Nullable Runnable onFinish) {
        return onFinish == null ? null : locals.around(onFinish);
    }

    private static <S, M> M made(Function<S, M> mapper, S item, String what) {
        return Objects.requireNonNull(mapper.apply(item), what + " is required but the mapper returned null");
    }

    @Override
    public Flux<T> visit(Trap<T> stage) {
        Function<Throwable, T> fallback = locals.around(stage.fallback());
        return new TrapFlux<>(
                        functionOver(stage.source()),
                        e -> stage.types().stream().anyMatch(type -> type.isInstance(e)),
                        e -> Objects.requireNonNull(fallback.apply(e), "trap: the fallback returned null"))
                .assembled();
    }

    @Override
    public <S> Flux<T> visit(Reduce<S, T> stage) {
        return new OnRequestFlux<>(functionOver(stage.source())
                        .<T>reduceWith(locals.around(stage.seeds()), locals.<T, S, T>around(stage.accumulator())))
                .assembled();
    }

    @Override
    public <S, A> Flux<T> visit(Collect<S, A, T> stage) {
        return new OnRequestFlux<T>(functionOver(stage.source()).collect(locals.around(stage.collector()))).assembled();
    }

    @Override
    public <S> Flux<T> visit(Transform<S, T> stage) {
        source(stage.source()); // if it has bodies, what follows takes turns with them
        Flow<S> source = Flow.fromStage(stage.source());
        return entry(Flux.defer(() ->
                Objects.requireNonNull(stage.transformer().apply(source), "transform: the transformer returned null")));
    }

    @Override
    @SuppressWarnings("unchecked") // what is not the end is an item that the function has emitted
    public <S> Flux<T> visit(StepEach<S, T> stage) {
        tree.needsRun = true;
        Flux<S> source = functionOver(stage.source());
        return Flux.deferContextual(view -> {
            Context context = Context.of(view);
            Function<S, Step<T>> step = locals.around(Objects.requireNonNull(
                    locals.around(stage.steps()).get(), "step: a function is required but the supplier returned null"));
            return (Flux<T>) new ConcatFlux<S, Object>(source, item -> ItemSteps.flux(item, step, context), null)
                    .assembled()
                    .takeWhile(item -> item != ItemSteps.END);
        });
    }

    @Override
    public Flux<T> visit(Pace<T> stage) {
        tree.hasEntries = true; // for what its timers delay
        Flux<T> source = source(stage.source());
        return Flux.deferContextual(
                context -> new ConcatFlux<T, T>(source, new Pacer(stage.interval(), context)::delay, null).assembled());
    }

    @Override
    public <S> Flux<T> visit(Discard<S, T> stage) {
        return new OnRequestFlux<T>(source(stage.source()).then(Mono.empty())).assembled();
    }

    @Override
    public Flux<T> visit(SlotStage<T> stage) {
        return source(stage.source());
    }
}
