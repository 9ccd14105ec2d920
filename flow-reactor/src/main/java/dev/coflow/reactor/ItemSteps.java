package dev.coflow.reactor;

import dev.coflow.Step;
import dev.coflow.Steps;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The steps over one item: as many as it takes until it is emitted, skipped, or the end, which is an empty item here. The first is
 * taken in the turn that requests it; an item that is offered again takes turns of its own.
 */
final class ItemSteps<S, T> implements Steps<Optional<T>> {

    private final S item;
    private final Function<? super S, ? extends Step<T>> step;
    private @Nullable Step<Optional<T>> taken;
    private boolean over;

    private ItemSteps(S item, Function<? super S, ? extends Step<T>> step) {
        this.item = item;
        this.step = step;
    }

    static <S, T> Flux<Optional<T>> flux(S item, Function<? super S, ? extends Step<T>> step) {
        return new OnRequestFlux<>(Mono.defer(new ItemSteps<>(item, step)::first));
    }

    private Mono<Optional<T>> first() {
        Step<Optional<T>> first = next();
        if (first instanceof Step.Emit<Optional<T>> emit) {
            return Mono.just(emit.item());
        }
        if (first instanceof Step.Done) {
            return Mono.empty();
        }
        taken = first;
        return RunFlux.around(new StepsFlux<>(() -> this), true).singleOrEmpty();
    }

    @Override
    public Step<Optional<T>> next() {
        Step<Optional<T>> next = taken == null ? take() : taken;
        taken = null;
        return next;
    }

    private Step<Optional<T>> take() {
        if (over) {
            return Step.done();
        }
        Step<T> next = Objects.requireNonNull(
                step.apply(item), "a step is required but the function returned null: use Step.skip() for nothing");
        if (next instanceof Step.Cooperate<T> cooperate) {
            return Step.cooperate(cooperate.delay());
        }
        over = true;
        if (next instanceof Step.Emit<T> emit) {
            return Step.emit(Optional.of(emit.item()));
        }
        return next instanceof Step.Skip ? Step.done() : Step.emit(Optional.empty());
    }
}
