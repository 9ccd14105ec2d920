package dev.coflow.reactor;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits that end: what was lost shows as an outcome, not as a run that hangs. */
final class Patience {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** About as long as a body's thread needs to start. */
    private static final int SPINS = 2000;

    private static final int SPINS_BETWEEN_YIELDS = 200;

    /** So that an actor comes now a bit earlier, now a bit later than what it races with. */
    private static final int MAX_JITTER = 8;

    /** Whether a wait was in vain: the test has failed, and those that follow need not be as long. */
    private static volatile boolean lost;

    private Patience() {}

    /** For an actor that is to meet another: waits until that is near, but goes on without it before long. */
    static void aMoment(BooleanSupplier near) {
        for (int i = 1; i < SPINS && !near.getAsBoolean(); i++) {
            if (i % SPINS_BETWEEN_YIELDS == 0) {
                Thread.yield(); // with few processors, the other may need this one
            } else {
                Thread.onSpinWait();
            }
        }
        for (int i = ThreadLocalRandom.current().nextInt(MAX_JITTER); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    /** Waits for what must come; false if it does not. */
    static boolean until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (lost || System.nanoTime() - deadline > 0) {
                lost = true;
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
