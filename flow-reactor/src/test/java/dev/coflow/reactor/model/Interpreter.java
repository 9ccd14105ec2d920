package dev.coflow.reactor.model;

import dev.coflow.Flow;
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
import dev.coflow.stage.SourceMapper;
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
import java.util.List;
import java.util.stream.Collector;
import org.reactivestreams.Publisher;

/**
 * What each stage does, as a publisher of the model.
 *
 * @param <T> the items of the stage visited
 */
final class Interpreter<T> implements StageVisitor<T, Publisher<T>> {

    private final Turns turns;
    private final Scope scope;

    /** Whether it takes turns: not so the outermost flow if it has nothing to take turns with. */
    private final boolean inRun;

    private Interpreter(Turns turns, Scope scope, boolean inRun) {
        this.turns = turns;
        this.scope = scope;
        this.inRun = inRun;
    }

    @SuppressWarnings("unchecked") // a publisher only gives items
    static <T> Publisher<T> publisher(Publisher<? extends T> source, Turns turns, Scope scope, boolean inRun) {
        Publisher<T> publisher = (Publisher<T>) source;
        return publisher instanceof Flow<T> flow
                ? flow.stage().accept(new Interpreter<>(turns, scope, inRun || takesTurns(flow.stage())))
                : publisher;
    }

    /** A run has a body, steps, a join, or sub-flows that may. */
    private static boolean takesTurns(Stage<?> stage) {
        List<Boolean> sources = new ArrayList<>();
        stage.mapSources(new SourceMapper() {
            @Override
            public <S> Stage<S> apply(Stage<S> source) {
                sources.add(takesTurns(source));
                return source;
            }
        });
        return sources.contains(true)
                || stage instanceof Generate
                || stage instanceof RunTask
                || stage instanceof FromSteps
                || stage instanceof StepEach
                || stage instanceof Merge
                || stage instanceof Zip
                || stage instanceof ZipLongest
                || stage instanceof ConcatMap;
    }

    private <S> Publisher<S> entry(Publisher<S> source) {
        return inRun ? new Entry<>(turns, source) : source;
    }

    @SuppressWarnings("unchecked") // as above
    private <S> Publisher<S> source(Stage<? extends S> stage) {
        return ((Stage<S>) stage).accept(new Interpreter<>(turns, scope, inRun));
    }

    private static UnsupportedOperationException otherThreads() {
        return new UnsupportedOperationException("the model knows no other threads");
    }

    // Sources

    @Override
    public Publisher<T> visit(FromIterable<T> stage) {
        return new Listed<>(stage.items());
    }

    @Override
    public Publisher<T> visit(FromStream<T> stage) {
        return new Listed<>(() -> List.<T>copyOf(stage.streams().get().toList()).iterator());
    }

    @Override
    public Publisher<T> visit(FromPublisher<T> stage) {
        return entry(publisher(stage.publisher(), turns, scope, inRun));
    }

    @Override
    public Publisher<T> visit(FromFuture<T> stage) {
        throw otherThreads();
    }

    @Override
    public Publisher<T> visit(FromCallable<T> stage) {
        return new Folded<>(turns, new Listed<>(List.of()), stage.callable(), (value, item) -> value, value -> value);
    }

    @Override
    public Publisher<T> visit(Failed<T> stage) {
        return new Ended<>(stage.errors());
    }

    @Override
    public Publisher<T> visit(Threaded<T> stage) {
        throw otherThreads();
    }

    @Override
    public Publisher<T> visit(ThreadedStream<T> stage) {
        throw otherThreads();
    }

    // Sequential code

    @Override
    public Publisher<T> visit(Generate<T> stage) {
        return body(handle -> {
            stage.body().run(handle);
            return null;
        });
    }

    @Override
    public Publisher<T> visit(RunTask<T> stage) {
        return body(stage.task()::run);
    }

    private Publisher<T> body(Coroutine.Code<T> code) {
        return downstream -> downstream.onSubscribe(new Coroutine<T>(turns, scope, downstream, code));
    }

    @Override
    public Publisher<T> visit(FromSteps<T> stage) {
        return downstream -> {
            Lazy<T> steps = new Lazy<>(stage.machines());
            downstream.onSubscribe(new Stepping<>(turns, downstream, steps));
        };
    }

    // Joins

    @Override
    public Publisher<T> visit(Merge<T> stage) {
        return downstream ->
                Join.<T, T>subscribe(turns, sources(stage.inputs()), stage.prefetch(), new MergeRule<>(), downstream);
    }

    @Override
    public <S> Publisher<T> visit(Zip<S, T> stage) {
        return downstream -> Join.subscribe(
                turns, this.<S>sources(stage.inputs()), stage.prefetch(), new ZipRule<>(stage.combiner()), downstream);
    }

    @Override
    public <S> Publisher<T> visit(ZipLongest<S, T> stage) {
        return downstream -> Join.subscribe(
                turns,
                this.<S>sources(stage.inputs()),
                stage.prefetch(),
                new ZipLongestRule<>(stage.combiner()),
                downstream);
    }

    private <S> List<Publisher<S>> sources(List<Stage<? extends S>> stages) {
        List<Publisher<S>> sources = new ArrayList<>();
        stages.forEach(stage -> sources.add(source(stage)));
        return sources;
    }

    // One to one, one to many, many to one

    @Override
    public <S> Publisher<T> visit(MapEach<S, T> stage) {
        return new Mapped<S, T>(source(stage.source()), stage.mapper()::apply);
    }

    @Override
    public <S> Publisher<T> visit(MapNotNull<S, T> stage) {
        return new Mapped<S, T>(source(stage.source()), stage.mapper()::apply);
    }

    @Override
    public Publisher<T> visit(Filter<T> stage) {
        return new Mapped<T, T>(
                source(stage.source()), item -> stage.predicate().test(item) ? item : null);
    }

    @Override
    public <S> Publisher<T> visit(ConcatMap<S, T> stage) {
        return new Concatenated<S, T>(
                turns,
                source(stage.source()),
                item -> finishing(subFlow(stage.mapper().apply(item)), stage.onFinish()));
    }

    private Publisher<T> subFlow(Publisher<? extends T> publisher) {
        Publisher<T> interpreted = publisher(publisher, turns, scope, inRun);
        return publisher instanceof Flow ? interpreted : entry(interpreted);
    }

    @Override
    public <S> Publisher<T> visit(ConcatMapIterable<S, T> stage) {
        return new Concatenated<S, T>(
                turns,
                source(stage.source()),
                item -> finishing(new Listed<>(stage.mapper().apply(item)), stage.onFinish()));
    }

    private static <T> Publisher<T> finishing(Publisher<T> source, Runnable onFinish) {
        return onFinish == null ? source : downstream -> source.subscribe(new Finishing<>(downstream, onFinish));
    }

    @Override
    public Publisher<T> visit(Trap<T> stage) {
        return new Trapping<>(
                source(stage.source()),
                e -> stage.types().stream().anyMatch(type -> type.isInstance(e)),
                stage.fallback());
    }

    @Override
    public <S> Publisher<T> visit(Reduce<S, T> stage) {
        return new Folded<S, T, T>(turns, source(stage.source()), stage.seeds()::get, stage.accumulator(), sum -> sum);
    }

    @Override
    public <S, A> Publisher<T> visit(Collect<S, A, T> stage) {
        Collector<? super S, A, ? extends T> collector = stage.collector();
        return new Folded<S, A, T>(
                turns,
                source(stage.source()),
                () -> collector.supplier().get(),
                (sum, item) -> {
                    collector.accumulator().accept(sum, item);
                    return sum;
                },
                collector.finisher());
    }

    @Override
    public <S> Publisher<T> visit(Discard<S, T> stage) {
        return new Folded<S, String, T>(
                turns, source(stage.source()), () -> "", (nothing, item) -> nothing, nothing -> null);
    }

    @Override
    public <S> Publisher<T> visit(Transform<S, T> stage) {
        return entry(downstream -> Interpreter.<T>publisher(
                        stage.transformer().apply(Flow.fromStage(stage.source())), turns, scope, inRun)
                .subscribe(downstream));
    }

    @Override
    public <S> Publisher<T> visit(StepEach<S, T> stage) {
        return downstream -> {
            var step = stage.steps().get();
            new Ending<T>(new Concatenated<>(turns, source(stage.source()), item -> new ItemStep<>(turns, item, step)))
                    .subscribe(downstream);
        };
    }

    @Override
    public Publisher<T> visit(Pace<T> stage) {
        return downstream -> new Concatenated<T, T>(
                        turns, source(stage.source()), new Pacing<T>(turns, stage.interval())::publisher)
                .subscribe(downstream);
    }

    @Override
    public Publisher<T> visit(SlotStage<T> stage) {
        return source(stage.source());
    }
}
