package dev.coflow.stage;

import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * The items of an iterable that may block, iterated beside the run.
 *
 * @param <T> the items
 * @param iterables gives the iterable of a subscription, called on the thread that iterates
 */
public record Threaded<T>(Callable<? extends Iterable<? extends T>> iterables) implements Stage<T> {

    /** Refuses null. */
    public Threaded {
        Objects.requireNonNull(iterables, "iterables");
    }

    @Override
    public <V> V accept(StageVisitor<T, V> visitor) {
        return visitor.visit(this);
    }
}
