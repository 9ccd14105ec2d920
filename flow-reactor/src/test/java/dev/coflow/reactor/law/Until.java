package dev.coflow.reactor.law;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that another thread makes true: looks often, and ends with an error. */
final class Until {

    private static final Duration GENEROUS = Duration.ofSeconds(20);

    private static final int LOOKS = 20;
    private static final long LOOK_NANOS = 100_000;

    private Until() {}

    /** Waits for a thread to block for good: one look may meet it in a lock of the machine's that it passes on its way. */
    static void isBlocked(Supplier<Thread> thread) {
        staysTrue(() -> thread.get().getState() != Thread.State.RUNNABLE);
    }

    /** Waits until a condition was true at every one of several looks. */
    static void staysTrue(BooleanSupplier condition) {
        int[] looks = {0};
        isTrue(() -> {
            LockSupport.parkNanos(LOOK_NANOS);
            looks[0] = condition.getAsBoolean() ? looks[0] + 1 : 0;
            return looks[0] == LOOKS;
        });
    }

    static void isTrue(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > GENEROUS.toNanos()) {
                throw new AssertionError("a condition did not become true in " + GENEROUS);
            }
            Thread.yield();
        }
    }
}
