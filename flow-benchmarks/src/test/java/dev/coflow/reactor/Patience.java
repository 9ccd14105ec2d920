package dev.coflow.reactor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits that end: what was lost shows as an outcome, not as a run that hangs. */
final class Patience {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int SPINS = 300;

    /** Whether a wait was in vain: the test has failed, and those that follow need not be as long. */
    private static volatile boolean lost;

    private Patience() {}

    /** For two actors that are to meet: waits until the other is near, but goes on without it before long. */
    static void aMoment(BooleanSupplier condition) {
        for (int i = 0; i < SPINS && !condition.getAsBoolean(); i++) {
            pause(i);
        }
    }

    /** Waits for what must come; false if it does not. */
    static boolean until(BooleanSupplier condition) {
        aMoment(condition);
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (lost || System.nanoTime() - deadline > 0) {
                lost = true;
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
        }
        return true;
    }

    /** Lets others have the processor now and then: the body may need it to come near. */
    private static void pause(int round) {
        if (round % 100 == 99) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
}
