package dev.coflow.stage;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The items of a source, and a last one in place of an expected error.
 *
 * @param <T> the items
 * @param source the stage before
 * @param types the errors trapped, subclasses included; not empty
 * @param fallback makes the last item from the error
 */
public record Trap<T>(
        Stage<T> source, List<Class<? extends Throwable>> types, Function<? super Throwable, ? extends T> fallback)
        implements Stage<T> {

    /** Refuses null and an empty list of types. */
    public Trap {
        Objects.requireNonNull(source, "source");
        types = List.copyOf(Objects.requireNonNull(types, "types"));
        if (types.isEmpty()) {
            throw new IllegalArgumentException("at least one type of error to trap required but there was none");
        }
        Objects.requireNonNull(fallback, "fallback");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new Trap<>(sources.apply(source), types, fallback);
    }
}
