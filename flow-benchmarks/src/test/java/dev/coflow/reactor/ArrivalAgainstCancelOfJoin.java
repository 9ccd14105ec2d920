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
@Description("An item arrives at a join that is cancelled.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The item came first and was delivered.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The cancel came first, and the item was discarded.")
@Outcome(expect = FORBIDDEN, desc = "The item was lost, or was delivered and discarded.")
@State
public class ArrivalAgainstCancelOfJoin {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final ManualSource source = new ManualSource();
    private final Join<Object, Object> join = new Join<>(downstream, new Member(), 1, 8, new MergeRule<>());

    public ArrivalAgainstCancelOfJoin() {
        join.wire(List.of(source));
        join.request(Long.MAX_VALUE);
    }

    @Actor
    public void arrival() {
        meeting.arrive();
        source.subscriber().onNext("item");
    }

    @Actor
    public void cancel() {
        meeting.arrive();
        join.cancel();
    }

    @Arbiter
    public void outcome(II_Result r) {
        r.r1 = downstream.items();
        r.r2 = downstream.discarded();
    }
}
