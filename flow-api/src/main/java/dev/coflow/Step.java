package dev.coflow;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Steps}, or a {@link Flow#step step} over items, wants to happen next. Two steps are equal that want the same.
 *
 * @param <T> the items it emits
 */
public abstract sealed class Step<T> {

    // in this class, and not in Emit: the JIT keeps an object for whatever must be cast first
    private final @Nullable T item;

    private Step(@Nullable T item) {
        this.item = item;
    }

    /**
     * The item it emits.
     *
     * @return the item; null if it is none that {@link Emit emits}
     */
    public final @Nullable T itemOrNull() {
        return item;
    }

    /**
     * Emits an item.
     *
     * @param <T> the items
     */
    public static final class Emit<T> extends Step<T> {
        private Emit(T item) {
            super(Objects.requireNonNull(item, "item"));
        }

        /**
         * The item.
         *
         * @return the item
         */
        @SuppressWarnings("NullAway") // this one has an item
        public T item() {
            return itemOrNull();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Emit && item().equals(((Emit<?>) other).item());
        }

        @Override
        public int hashCode() {
            return item().hashCode();
        }

        @Override
        public String toString() {
            return "Step.emit(" + item() + ")";
        }
    }

    /**
     * Gives the turn away and is asked again later.
     *
     * @param <T> the items
     */
    public static final class Cooperate<T> extends Step<T> {
        private static final Step<?> NOW = new Cooperate<>(Duration.ZERO);

        private final Duration delay;

        private Cooperate(Duration delay) {
            super(null);
            this.delay = Objects.requireNonNull(delay, "delay");
        }

        /**
         * The time to wait.
         *
         * @return the delay; zero for the next turn
         */
        public Duration delay() {
            return delay;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cooperate && delay.equals(((Cooperate<?>) other).delay);
        }

        @Override
        public int hashCode() {
            return delay.hashCode();
        }

        @Override
        public String toString() {
            return "Step.cooperate(" + delay + ")";
        }
    }

    /**
     * Emits nothing and goes on.
     *
     * @param <T> the items
     */
    public static final class Skip<T> extends Step<T> {
        private static final Step<?> INSTANCE = new Skip<>();

        private Skip() {
            super(null);
        }

        @Override
        public String toString() {
            return "Step.skip()";
        }
    }

    /**
     * Ends the flow.
     *
     * @param <T> the items
     */
    public static final class Done<T> extends Step<T> {
        private static final Step<?> INSTANCE = new Done<>();

        private Done() {
            super(null);
        }

        @Override
        public String toString() {
            return "Step.done()";
        }
    }

    /**
     * Emits an item.
     *
     * @param <T> the items
     * @param item the item
     * @return the step
     */
    public static <T> Step<T> emit(T item) {
        return new Emit<>(item);
    }

    /**
     * Emits nothing and goes on.
     *
     * @param <T> the items
     * @return the step
     */
    @SuppressWarnings("unchecked")
    public static <T> Step<T> skip() {
        return (Step<T>) Skip.INSTANCE;
    }

    /**
     * Gives the turn away and is asked again after all turns that wait now.
     *
     * @param <T> the items
     * @return the step
     */
    @SuppressWarnings("unchecked")
    public static <T> Step<T> cooperate() {
        return (Step<T>) Cooperate.NOW;
    }

    /**
     * Gives the turn away for a time and is asked again after it.
     *
     * @param <T> the items
     * @param delay the time to wait, measured by the flow's scheduler; zero or less is {@link #cooperate()}
     * @return the step
     */
    public static <T> Step<T> cooperate(Duration delay) {
        return new Cooperate<>(delay);
    }

    /**
     * Ends the flow.
     *
     * @param <T> the items
     * @return the step
     */
    @SuppressWarnings("unchecked")
    public static <T> Step<T> done() {
        return (Step<T>) Done.INSTANCE;
    }
}
