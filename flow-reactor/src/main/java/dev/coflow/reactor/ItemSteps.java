package dev.coflow.reactor;

import dev.coflow.Step;
import dev.coflow.Steps;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The steps over one item: as many as it takes until it is emitted, skipped, or the end, which is {@link #END} here. The first is
 * taken in the turn that requests it; an item that is offered again takes turns of its own, and is discarded if a cancel comes
 * while it waits.
 */
final class ItemSteps<S> implements Steps<Object> {

    /** In place of an item: there is no item after it. Not an {@code Optional} around each, for discarded items are told of. */
    static final Object END = new Object();

    private final Held<S> item;
    private final Function<? super S, ? extends Step<?>> step;
    private boolean over;

    private ItemSteps(S item, Function<? super S, ? extends Step<?>> step, Context context) {
        this.item = new Held<>(item, context);
        this.step = step;
    }

    static <S> Flux<Object> flux(S item, Function<? super S, ? extends Step<?>> step, Context context) {
        ItemSteps<S> steps = new ItemSteps<>(item, step, context);
        return new OnRequestFlux<>(Flux.defer(steps::first)).doFinally(end -> steps.item.discard());
    }

    private Publisher<Object> first() {
        Step<?> first = take();
        if (first instanceof Step.Emit<?> emit) {
            return Mono.just(emit.item());
        }
        if (first instanceof Step.Cooperate<?> cooperate) {
            return StepsFlux.<Object>after(cooperate.delay(), () -> this).take(1);
        }
        return Mono.empty();
    }

    @Override
    public Step<Object> next() {
        return over ? Step.done() : take();
    }

    /** What the function says: emit, which the end is too, cooperate, or done for an item that is skipped. */
    private Step<Object> take() {
        S taken = item.take();
        if (taken == null) { // a cancel came first
            return Step.done();
        }
        Step<?> next = Objects.requireNonNull(
                step.apply(taken), "a step is required but the function returned null: use Step.skip() for nothing");
        if (next instanceof Step.Cooperate<?> cooperate) {
            item.giveBack(taken);
            return Step.cooperate(cooperate.delay());
        }
        over = true;
        if (next instanceof Step.Emit<?> emit) {
            return Step.emit(emit.item());
        }
        return next instanceof Step.Skip ? Step.done() : Step.emit(END);
    }
}
