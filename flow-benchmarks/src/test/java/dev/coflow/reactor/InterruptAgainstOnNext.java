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
@Description("A cancel interrupts code that emits.")
@Outcome(
        id = "0, 0",
        expect = ACCEPTABLE,
        desc = "No interrupt came between entering our code and leaving it, and none is left behind.")
@Outcome(expect = FORBIDDEN, desc = "An interrupt hit onNext, or whatever the thread does next.")
@State
public class InterruptAgainstOnNext {
    private final Meeting meeting = new Meeting();
    private final Code code = new Code();

    @Actor
    public void emit(II_Result r) {
        r.r2 = Thread.interrupted() ? 1 : 0; // left behind by the one before
        code.executedBy(Thread.currentThread());
        code.leave();
        meeting.arrive();
        code.enter();
        boolean before = Thread.currentThread().isInterrupted();
        for (int i = 0; i < 10; i++) {
            Thread.onSpinWait(); // onNext
        }
        boolean after = Thread.currentThread().isInterrupted();
        r.r1 = before == after ? 0 : 1;
        code.leave();
        code.close();
    }

    @Actor
    public void cancel() {
        meeting.arrive();
        code.interruptUserCode();
    }
}
