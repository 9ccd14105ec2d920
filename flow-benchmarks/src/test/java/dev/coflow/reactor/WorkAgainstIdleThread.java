package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Description("A thread of the pool gets work while it has been idle for too long and ends.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each work was done once, by that thread or by a new one.")
@Outcome(expect = FORBIDDEN, desc = "Work was lost with the thread that was to do it, or was done twice.")
@State
public class WorkAgainstIdleThread {
    private static final PlatformThreads THREADS = new PlatformThreads(0);

    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger second = new AtomicInteger();

    @Actor
    public void one() {
        THREADS.start(first::incrementAndGet);
        Patience.until(() -> second.get() != 0); // in step with the other actor
    }

    @Actor
    public void two() {
        Patience.aMoment(() -> first.get() != 0); // then its thread is about to end
        THREADS.start(second::incrementAndGet);
    }

    @Arbiter
    public void outcome(II_Result r) {
        Patience.until(() -> first.get() != 0 && second.get() != 0);
        r.r1 = first.get();
        r.r2 = second.get();
    }
}
