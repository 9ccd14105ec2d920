package dev.coflow.reactor;

import dev.coflow.Step;
import dev.coflow.Steps;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** The steps over one item: as many as it takes until it is emitted, skipped, or the end, which is an empty item here. */
final class ItemSteps<S, T> implements Steps<Optional<T>> {

    private final S item;
    private final Function<? super S, ? extends Step<T>> step;
    private boolean over;

    private ItemSteps(S item, Function<? super S, ? extends Step<T>> step) {
        this.item = item;
        this.step = step;
    }

    static <S, T> Flux<Optional<T>> flux(S item, Function<? super S, ? extends Step<T>> step) {
        return RunFlux.around(new StepsFlux<>(() -> new ItemSteps<>(item, step)), true);
    }

    @Override
    public Step<Optional<T>> next() {
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
