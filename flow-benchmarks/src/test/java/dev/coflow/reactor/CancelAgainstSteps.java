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
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.reactivestreams.Subscription;

@JCStressTest
@Description("A state machine is cancelled while it emits its only item and ends.")
@Outcome(id = "0, 0, 0, 0", expect = ACCEPTABLE, desc = "The cancel came first.")
@Outcome(id = "1, 1, 0, 1", expect = ACCEPTABLE, desc = "The cancel came last.")
@Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "The cancel came between the item and the end.")
@Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "The cancel came while the item was made, which was discarded.")
@Outcome(expect = FORBIDDEN, desc = "An item was lost or delivered twice, or the end came without it.")
@State
public class CancelAgainstSteps {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final Subscription steps =
            new StepsFlux.StepsSubscription<>(downstream, new Member().run(), () -> this::next, null);
    private int made; // in turns

    private Step<Object> next() {
        return made++ == 0 ? Step.emit("item") : Step.done();
    }

    @Actor
    public void request() {
        meeting.arrive();
        steps.request(2);
    }

    @Actor
    public void cancel() {
        meeting.arrive();
        steps.cancel();
    }

    @Arbiter
    public void outcome(IIII_Result r) {
        r.r1 = Math.min(made, 1);
        r.r2 = downstream.items();
        r.r3 = downstream.discarded();
        r.r4 = downstream.ends();
    }
}
