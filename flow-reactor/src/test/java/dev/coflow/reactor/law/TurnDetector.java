package dev.coflow.reactor.law;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Put into every piece of user code of a run: notices when two of them execute at the same moment. A call is a short stretch of
 * work, long enough for another thread to run into it.
 */
final class TurnDetector {

    private static final int WORK = 200;

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    /** Does the work, and returns its argument: fits wherever a function of one item is wanted. */
    <T> T pass(T item) {
        int seen = inside.incrementAndGet();
        calls.incrementAndGet();
        for (int i = 0; i < WORK; i++) {
            seen = Math.max(seen, inside.get());
        }
        most.accumulateAndGet(seen, Math::max);
        inside.decrementAndGet();
        return item;
    }

    /** The largest number of calls at one moment. */
    int most() {
        return most.get();
    }

    int calls() {
        return calls.get();
    }
}
