package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Description("A cancel meets code that comes back from an emit.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The code has seen the cancel.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It was interrupted.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Neither: it would block for ever.")
@State
public class InterruptAgainstLeave {
    private final Meeting meeting = new Meeting();
    private final Code code = new Code();
    private volatile boolean cancelled;
    private volatile boolean looked;

    @Actor
    public void emit(II_Result r) {
        Thread.interrupted(); // left behind by the one before
        code.executedBy(Thread.currentThread());
        code.leave();
        meeting.arrive();
        code.enter();
        code.leave();
        r.r1 = cancelled ? 1 : 0;
        while (!looked) {
            Thread.onSpinWait();
        }
        code.enter();
        r.r2 = Thread.currentThread().isInterrupted() ? 1 : 0;
        code.leave();
        code.close();
    }

    @Actor
    public void cancel() {
        meeting.arrive();
        cancelled = true;
        code.interruptUserCode();
        looked = true;
    }
}
