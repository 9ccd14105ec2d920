package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.coflow.Step;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.reactivestreams.Subscription;

@JCStressTest
@Description("Two threads request from a state machine while it emits.")
@Outcome(id = "6, 0", expect = ACCEPTABLE, desc = "As many items as were requested, one at a time.")
@Outcome(expect = FORBIDDEN, desc = "Demand was lost or exceeded, or two items overlapped.")
@State
public class RequestsAgainstSteps {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final Subscription steps =
            new StepsFlux.StepsSubscription<>(downstream, new Member().run(), () -> () -> Step.emit("item"), null);

    @Actor
    public void one() {
        meeting.arrive();
        steps.request(1);
        steps.request(2);
    }

    @Actor
    public void two() {
        meeting.arrive();
        steps.request(2);
        steps.request(1);
    }

    @Arbiter
    public void outcome(II_Result r) {
        r.r1 = downstream.items();
        r.r2 = downstream.overlaps();
    }
}
