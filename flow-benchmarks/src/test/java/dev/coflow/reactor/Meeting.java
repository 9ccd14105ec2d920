package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicInteger;

/** Where two short actors wait for each other, so that they do race. */
final class Meeting {

    private final AtomicInteger arrived = new AtomicInteger();

    /** Returns when both have come, or after a moment. */
    void arrive() {
        arrived.incrementAndGet();
        Patience.aMoment(() -> arrived.get() == 2);
    }
}
