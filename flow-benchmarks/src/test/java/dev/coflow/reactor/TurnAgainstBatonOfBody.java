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
@Description("A turn is added while a body suspends, and has the baton to give away.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The turn was served, and then the body went on.")
@Outcome(expect = FORBIDDEN, desc = "The turn was lost with the baton.")
@State
public class TurnAgainstBatonOfBody {
    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final Coroutine<Object> body = new Coroutine<>(downstream, member, this::emitTwo);
    private volatile int suspending;
    private volatile int served;

    private Object emitTwo(BodyHandle<Object> handle) {
        suspending = 1;
        handle.cooperate();
        return null;
    }

    @Actor
    public void body() {
        body.request(1);
        Patience.until(() -> downstream.ends() != 0); // in step with the other actor
    }

    @Actor
    public void turn() {
        Patience.aMoment(() -> suspending != 0);
        member.run().submit(() -> served = 1);
    }

    @Arbiter
    public void outcome(II_Result r) {
        Patience.until(() -> served != 0 && downstream.ends() != 0);
        Patience.until(member.scope()::ready);
        r.r1 = served;
        r.r2 = downstream.ends();
    }
}
