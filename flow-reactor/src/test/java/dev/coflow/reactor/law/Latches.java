package dev.coflow.reactor.law;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Latches for tests: waiting is generous and ends with an error. */
final class Latches {

    private static final int GENEROUS_SECONDS = 20;

    private Latches() {}

    static CountDownLatch one() {
        return new CountDownLatch(1);
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(GENEROUS_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("a latch was not released in " + GENEROUS_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a latch", e);
        }
    }

    /** Waits and leaves the interrupt flag to whoever looks for it: for code under test that must not be interrupted. */
    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                if (!latch.await(GENEROUS_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("a latch was not released in " + GENEROUS_SECONDS + " s");
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
