package dev.coflow.benchmarks;

import org.reactivestreams.Publisher;

/**
 * What waits once it has one subscriber that asks for one item.
 *
 * @param waits what it waits for
 * @param way what it is written with
 */
record Waiter(String waits, String way, boolean ownsPlatformThread, Publisher<?> source) {

    /** It has emitted an item, and has another. */
    static final String FOR_DEMAND = "for demand";

    /** It awaits a value. */
    static final String FOR_A_VALUE = "for a value";

    /** A chain of operators, which has emitted an item. */
    static final String PLAIN = "for demand, plain operators";

    /** A body of ours has a thread of the kind that this JDK has. */
    static Waiter body(String waits, String way, Publisher<?> source) {
        return new Waiter(waits, way, Runtime.version().feature() < 21, source);
    }

    static Waiter threadless(String waits, String way, Publisher<?> source) {
        return new Waiter(waits, way, false, source);
    }
}
