package dev.coflow;

import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link Steps}, or a {@link Flow#step step} over items, wants to happen next.
 *
 * @param <T> the items it emits
 */
public sealed interface Step<T> {

    /**
     * Emits an item.
     *
     * @param <T> the items
     * @param item the item
     */
    record Emit<T>(T item) implements Step<T> {
        /** Refuses null. */
        public Emit {
            Objects.requireNonNull(item, "item");
        }
    }

    /**
     * Gives the turn away and is asked again later.
     *
     * @param <T> the items
     * @param delay the time to wait; zero for the next turn
     */
    record Cooperate<T>(Duration delay) implements Step<T> {
        private static final Step<?> NOW = new Cooperate<>(Duration.ZERO);

        /** Refuses null. */
        public Cooperate {
            Objects.requireNonNull(delay, "delay");
        }
    }

    /**
     * Emits nothing and goes on.
     *
     * @param <T> the items
     */
    record Skip<T>() implements Step<T> {
        private static final Step<?> INSTANCE = new Skip<>();
    }

    /**
     * Ends the flow.
     *
     * @param <T> the items
     */
    record Done<T>() implements Step<T> {
        private static final Step<?> INSTANCE = new Done<>();
    }

    /**
     * Emits an item.
     *
     * @param <T> the items
     * @param item the item
     * @return the step
     */
    static <T> Step<T> emit(T item) {
        return new Emit<>(item);
    }

    /**
     * Emits nothing and goes on.
     *
     * @param <T> the items
     * @return the step
     */
    @SuppressWarnings("unchecked")
    static <T> Step<T> skip() {
        return (Step<T>) Skip.INSTANCE;
    }

    /**
     * Gives the turn away and is asked again after all turns that wait now.
     *
     * @param <T> the items
     * @return the step
     */
    @SuppressWarnings("unchecked")
    static <T> Step<T> cooperate() {
        return (Step<T>) Cooperate.NOW;
    }

    /**
     * Gives the turn away for a time and is asked again after it.
     *
     * @param <T> the items
     * @param delay the time to wait, measured by the flow's scheduler; zero or less is {@link #cooperate()}
     * @return the step
     */
    static <T> Step<T> cooperate(Duration delay) {
        return new Cooperate<>(delay);
    }

    /**
     * Ends the flow.
     *
     * @param <T> the items
     * @return the step
     */
    @SuppressWarnings("unchecked")
    static <T> Step<T> done() {
        return (Step<T>) Done.INSTANCE;
    }
}
