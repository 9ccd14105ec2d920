package dev.coflow.stage;

import dev.coflow.Step;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Each item emitted, skipped, offered again later, or the end.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param source the stage before
 * @param steps gives the function of a subscription, which says what to do with an item
 */
public record StepEach<S, T>(Stage<S> source, Supplier<? extends Function<? super S, ? extends Step<T>>> steps)
        implements Stage<T> {

    /** Refuses null. */
    public StepEach {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(steps, "steps");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new StepEach<>(sources.apply(source), steps);
    }
}
