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
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Description("An item arrives at a join while its drain finds nothing and goes idle.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The item was delivered.")
@Outcome(expect = FORBIDDEN, desc = "The item lies in its queue, and nobody looks.")
@State
public class ArrivalAgainstDrain {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final ManualSource source = new ManualSource();
    private final Join<Object, Object> join = new Join<>(downstream, new Member(), 1, 8, new MergeRule<>());

    public ArrivalAgainstDrain() {
        join.wire(List.of(source));
        join.request(2);
    }

    @Actor
    public void arrival() {
        meeting.arrive();
        source.subscriber().onNext("item");
    }

    @Actor
    public void drain() {
        meeting.arrive();
        join.request(1);
    }

    @Arbiter
    public void outcome(II_Result r) {
        r.r1 = downstream.items();
        r.r2 = downstream.overlaps();
    }
}
