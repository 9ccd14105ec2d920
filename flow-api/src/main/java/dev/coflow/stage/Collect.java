package dev.coflow.stage;

import java.util.Objects;
import java.util.stream.Collector;

/**
 * One item collected from all.
 *
 * @param <S> the source's items
 * @param <A> the collector's state
 * @param <T> the items
 * @param source the stage before
 * @param collector collects
 */
public record Collect<S, A, T>(Stage<S> source, Collector<? super S, A, ? extends T> collector) implements Stage<T> {

    /** Refuses null. */
    public Collect {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(collector, "collector");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new Collect<>(sources.apply(source), collector);
    }
}
