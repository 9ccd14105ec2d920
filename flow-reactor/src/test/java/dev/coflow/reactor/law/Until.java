package dev.coflow.reactor.law;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition that another thread makes true: looks often, and ends with an error. */
final class Until {

    private static final Duration GENEROUS = Duration.ofSeconds(20);

    private Until() {}

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
