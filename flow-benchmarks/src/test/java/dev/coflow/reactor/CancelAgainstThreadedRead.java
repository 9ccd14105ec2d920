package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Description("A source that blocks is cancelled while it is opened, read and closed on a thread of the pool.")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The cancel came first.")
@Outcome(
        id = "1, 0",
        expect = ACCEPTABLE,
        desc = "It was opened and closed once, and every item read was delivered or discarded.")
@Outcome(expect = FORBIDDEN, desc = "It stays open, was closed twice, or an item was lost.")
@State
public class CancelAgainstThreadedRead {
    private final Recorder downstream = new Recorder();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile boolean cancelled;

    public CancelAgainstThreadedRead() {
        BlockingFlux.ofStream(ThreadLocals.NONE, this::open).subscribe(downstream);
    }

    private Stream<Object> open() {
        opened.incrementAndGet();
        return Stream.<Object>of("one", "two")
                .peek(item -> read.incrementAndGet())
                .onClose(closed::incrementAndGet);
    }

    @Actor
    public void request() {
        downstream.subscription().request(1);
        downstream.subscription().request(1);
        Patience.until(() -> cancelled); // in step with the other actor
    }

    @Actor
    public void cancel() {
        Patience.aMoment(() -> opened.get() != 0);
        downstream.subscription().cancel();
        cancelled = true;
    }

    @Arbiter
    public void outcome(II_Result r) {
        Patience.until(this::isOver);
        r.r1 = closed.get();
        r.r2 = isOver() ? 0 : 1;
    }

    private boolean isOver() {
        return closed.get() == opened.get() && downstream.items() + downstream.discarded() == read.get();
    }
}
