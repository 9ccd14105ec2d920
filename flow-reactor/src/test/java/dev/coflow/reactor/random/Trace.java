package dev.coflow.reactor.random;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the functions and bodies of one execution did, in their order, and how much of it has begun and not ended. */
final class Trace {

    private final Supplier<Duration> clock;
    private final boolean hasOtherThreads;
    private final List<String> events = new ArrayList<>();
    private final AtomicInteger live = new AtomicInteger();

    /**
     * An empty trace.
     *
     * @param clock tells the time, which is part of the trace
     */
    Trace(Supplier<Duration> clock) {
        this(clock, false);
    }

    /** An empty trace of an execution in which sources may have threads of their own. */
    static Trace withOtherThreads() {
        return new Trace(() -> Duration.ZERO, true);
    }

    private Trace(Supplier<Duration> clock, boolean hasOtherThreads) {
        this.clock = clock;
        this.hasOtherThreads = hasOtherThreads;
    }

    /** Whether sources may have threads of their own. */
    boolean hasOtherThreads() {
        return hasOtherThreads;
    }

    synchronized void add(String event) {
        Duration now = clock.get();
        events.add(now.isZero() ? event : now.toMillis() + " ms: " + event);
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    void bodyStarts(String path) {
        live.incrementAndGet();
        add("start " + path);
    }

    void bodyEnds(String path) {
        add("end " + path);
        live.decrementAndGet();
    }

    /** A subscription to a source that is not ours. */
    void sourceOpens() {
        live.incrementAndGet();
    }

    void sourceCloses() {
        live.decrementAndGet();
    }

    /** Bodies that have started and not ended, and sources that were neither read to their end nor cancelled. */
    int live() {
        return live.get();
    }
}
