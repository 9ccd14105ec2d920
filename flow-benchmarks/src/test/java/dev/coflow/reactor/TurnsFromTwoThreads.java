package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import reactor.util.context.Context;

@JCStressTest
@Description("Two threads add turns to a run.")
@Outcome(
        id = "4, 0",
        expect = ACCEPTABLE,
        desc = "Every turn was served once, in the order in which its thread added it.")
@Outcome(expect = FORBIDDEN, desc = "A turn was lost, was served twice, or did not see the one before.")
@State
public class TurnsFromTwoThreads {
    private final Meeting meeting = new Meeting();
    private final Run run = new Run(Context.empty());
    private final boolean[] firstServed = new boolean[2]; // plain, as is the rest: a turn happens-before the next
    private int served;
    private int outOfOrder;

    @Actor
    public void one() {
        meeting.arrive();
        addTwo(0);
    }

    @Actor
    public void two() {
        meeting.arrive();
        addTwo(1);
    }

    private void addTwo(int thread) {
        run.submit(() -> {
            served++;
            firstServed[thread] = true;
        });
        run.submit(() -> {
            served++;
            if (!firstServed[thread]) {
                outOfOrder++;
            }
        });
    }

    @Arbiter
    public void outcome(II_Result r) {
        r.r1 = served;
        r.r2 = outOfOrder;
    }
}
