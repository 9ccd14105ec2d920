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
@Description("A cancel interrupts code that ends.")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Nobody came to interrupt, or nobody was seen.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The interrupt came before the end, which dropped it.")
@Outcome(expect = FORBIDDEN, desc = "An interrupt is left on the thread, or hits whatever it does next.")
@State
public class InterruptAgainstClose {
    private final Meeting meeting = new Meeting();
    private final Code code = new Code();

    @Actor
    public void end(II_Result r) {
        boolean late = Thread.interrupted(); // left behind by the one before
        code.executedBy(Thread.currentThread());
        code.leave();
        meeting.arrive();
        r.r1 = code.close() ? 1 : 0;
        r.r2 = late || Thread.interrupted() ? 1 : 0;
    }

    @Actor
    public void cancel() {
        meeting.arrive();
        code.interruptUserCode();
    }
}
