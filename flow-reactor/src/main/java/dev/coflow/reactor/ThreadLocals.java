package dev.coflow.reactor;

import dev.coflow.Steps;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collector;
import reactor.util.context.ContextView;

/**
 * The thread-locals that a subscriber's Context has values for, by what is registered with Micrometer's context-propagation: MDC,
 * security, tracing. They are set while the user's code of a flow executes, and what the thread had before is restored after it, so
 * that no other code on that thread sees them.
 *
 * <p>That library is optional. Without it, and without a registered value in the Context, there is nothing to set. Thread-safe.
 */
@SuppressWarnings("try") // a scope is there to be closed
abstract class ThreadLocals {

    static final boolean PRESENT = isPresent();

    /** While this is open the thread-locals are set; closed by the thread that opened it. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Nothing to set. */
    static final ThreadLocals NONE = new ThreadLocals() {
        @Override
        Scope open() {
            return () -> {};
        }
    };

    /** What a context has values for. */
    static ThreadLocals from(ContextView context) {
        return PRESENT && !context.isEmpty() ? Micrometer.from(context) : NONE;
    }

    /** Whether there is something to set. */
    final boolean any() {
        return this != NONE;
    }

    /** Sets them on this thread. */
    abstract Scope open();

    @SuppressWarnings("unchecked") // a function's types vary as its uses do
    final <A, B> Function<A, B> around(Function<? super A, ? extends B> function) {
        if (!any()) {
            return (Function<A, B>) function;
        }
        return a -> {
            try (Scope scope = open()) {
                return function.apply(a);
            }
        };
    }

    @SuppressWarnings("unchecked")
    final <A, B, C> BiFunction<A, B, C> around(BiFunction<? super A, ? super B, ? extends C> function) {
        if (!any()) {
            return (BiFunction<A, B, C>) function;
        }
        return (a, b) -> {
            try (Scope scope = open()) {
                return function.apply(a, b);
            }
        };
    }

    @SuppressWarnings("unchecked")
    final <A> Predicate<A> aroundTest(Predicate<? super A> predicate) {
        if (!any()) {
            return (Predicate<A>) predicate;
        }
        return a -> {
            try (Scope scope = open()) {
                return predicate.test(a);
            }
        };
    }

    @SuppressWarnings("unchecked")
    final <A> Supplier<A> around(Supplier<? extends A> supplier) {
        if (!any()) {
            return (Supplier<A>) supplier;
        }
        return () -> {
            try (Scope scope = open()) {
                return supplier.get();
            }
        };
    }

    @SuppressWarnings("unchecked")
    final <A> Callable<A> around(Callable<? extends A> callable) {
        if (!any()) {
            return (Callable<A>) callable;
        }
        return () -> {
            try (Scope scope = open()) {
                return callable.call();
            }
        };
    }

    final <A> Steps<A> around(Steps<A> machine) {
        if (!any()) {
            return machine;
        }
        return () -> {
            try (Scope scope = open()) {
                return machine.next();
            }
        };
    }

    final Runnable around(Runnable runnable) {
        if (!any()) {
            return runnable;
        }
        return () -> {
            try (Scope scope = open()) {
                runnable.run();
            }
        };
    }

    final <A, R> Collector<A, ?, R> around(Collector<? super A, ?, ? extends R> collector) {
        return aroundTyped(collector);
    }

    private <A, S, R> Collector<A, S, R> aroundTyped(Collector<? super A, S, ? extends R> collector) {
        BiConsumer<S, ? super A> accumulator = collector.accumulator();
        return Collector.of(
                around(collector.supplier()),
                (state, item) -> {
                    try (Scope scope = open()) {
                        accumulator.accept(state, item);
                    }
                },
                collector.combiner(),
                around(collector.finisher()));
    }

    private static boolean isPresent() {
        try {
            Class.forName("io.micrometer.context.ContextSnapshotFactory", false, ThreadLocals.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Loaded only where the library is. */
    private static final class Micrometer extends ThreadLocals {
        private static final ContextSnapshotFactory FACTORY =
                ContextSnapshotFactory.builder().clearMissing(true).build();

        private final ContextSnapshot snapshot;

        private Micrometer(ContextSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        static ThreadLocals from(ContextView context) {
            boolean any = ContextRegistry.getInstance().getThreadLocalAccessors().stream()
                    .anyMatch(accessor -> context.hasKey(accessor.key()));
            return any ? new Micrometer(FACTORY.captureFrom(context)) : NONE;
        }

        @Override
        Scope open() {
            return snapshot.setThreadLocals()::close;
        }
    }
}
