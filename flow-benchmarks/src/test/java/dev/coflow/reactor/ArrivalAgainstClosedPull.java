package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import reactor.core.publisher.Operators;

@JCStressTest
@Description("An item arrives at a pull that is closed in a turn.")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "The item was discarded.")
@Outcome(expect = FORBIDDEN, desc = "The item was lost, or was discarded twice.")
@State
public class ArrivalAgainstClosedPull {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final PullSubscriber<Object> pull =
            new PullSubscriber<>(new Coroutine<>(downstream, member, handle -> null), 8);

    public ArrivalAgainstClosedPull() {
        pull.onSubscribe(Operators.emptySubscription());
    }

    @Actor
    public void arrival() {
        meeting.arrive();
        pull.onNext("item");
    }

    @Actor
    public void close() {
        meeting.arrive();
        member.run().submit(() -> {
            pull.cancel();
            pull.release();
        });
    }

    @Arbiter
    public void outcome(I_Result r) {
        r.r1 = downstream.discarded();
    }
}
