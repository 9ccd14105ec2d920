package dev.coflow.stage;

import dev.coflow.Flow;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * Whatever a function makes of the source.
 *
 * @param <S> the source's items
 * @param <T> the items
 * @param source the stage before
 * @param transformer composes operators of the runtime around the source; called by every subscription
 */
public record Transform<S, T>(Stage<S> source, Function<? super Flow<S>, ? extends Publisher<? extends T>> transformer)
        implements Stage<T> {

    /** Refuses null. */
    public Transform {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(transformer, "transformer");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new Transform<>(sources.apply(source), transformer);
    }
}
