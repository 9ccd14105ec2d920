package dev.coflow.stage;

import java.time.Duration;
import java.util.Objects;

/**
 * The same items, at least a time apart.
 *
 * @param <T> the items
 * @param source the stage before
 * @param interval between two items, more than zero
 */
public record Pace<T>(Stage<T> source, Duration interval) implements Stage<T> {

    /** Refuses null and an interval that is not positive. */
    public Pace {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(interval, "interval");
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval > 0 required but it was " + interval);
        }
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }

    @Override
    public Stage<T> mapSources(SourceMapper sources) {
        return new Pace<>(sources.apply(source), interval);
    }
}
