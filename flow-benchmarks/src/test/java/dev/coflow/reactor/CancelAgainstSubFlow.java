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

@JCStressTest
@Description("A concatMap is cancelled while a sub-flow begins.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The sub-flow and the source were cancelled.")
@Outcome(expect = FORBIDDEN, desc = "One of them was left open, or cancelled twice.")
@State
public class CancelAgainstSubFlow {
    private final Meeting meeting = new Meeting();
    private final LateSource source = new LateSource();
    private final LateSource subFlow = new LateSource();
    private final ConcatSubscriber<Object, Object> concat =
            new ConcatSubscriber<>(new Recorder(), null, item -> subFlow, null);

    public CancelAgainstSubFlow() {
        concat.onSubscribe(source);
        concat.request(1);
        concat.onNext("item");
    }

    @Actor
    public void begin() {
        meeting.arrive();
        subFlow.arrive();
    }

    @Actor
    public void cancel() {
        meeting.arrive();
        concat.cancel();
    }

    @Arbiter
    public void outcome(II_Result r) {
        r.r1 = subFlow.cancels();
        r.r2 = source.cancels();
    }
}
