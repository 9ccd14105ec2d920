package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@Description("The two inputs of a merge signal on two threads.")
@Outcome(id = "4, 1, 0", expect = ACCEPTABLE, desc = "All items and one end, one at a time.")
@Outcome(expect = FORBIDDEN, desc = "An item or the end was lost, or two signals overlapped.")
@State
public class InputsAgainstDrain {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final ManualSource left = new ManualSource();
    private final ManualSource right = new ManualSource();

    public InputsAgainstDrain() {
        Join<Object, Object> join = new Join<>(downstream, new Member(), 2, 8, new MergeRule<>());
        join.wire(List.of(left, right));
        join.request(Long.MAX_VALUE);
    }

    @Actor
    public void left() {
        meeting.arrive();
        signal(left);
    }

    @Actor
    public void right() {
        meeting.arrive();
        signal(right);
    }

    private static void signal(ManualSource source) {
        source.subscriber().onNext("one");
        source.subscriber().onNext("two");
        source.subscriber().onComplete();
    }

    @Arbiter
    public void outcome(III_Result r) {
        r.r1 = downstream.items();
        r.r2 = downstream.ends();
        r.r3 = downstream.overlaps();
    }
}
