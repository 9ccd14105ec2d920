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
@Description("A body is resumed and cancelled while it ends.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The end was signalled, and the run serves the next turn.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The cancel came before the end, and the run serves the next turn.")
@Outcome(expect = FORBIDDEN, desc = "The baton went to a body that has ended, and the run is stuck.")
@State
public class LateResumeAgainstEnd {
    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final Coroutine<Object> body = new Coroutine<>(downstream, member, this::end);
    private volatile int ending;
    private volatile int nextServed;

    private Object end(BodyHandle<Object> handle) {
        handle.emit("item"); // somebody has requested, and may request again
        ending = 1;
        return "last";
    }

    @Actor
    public void request() {
        body.request(1);
        Patience.aMoment(() -> ending != 0);
        body.request(1);
        Patience.until(member.scope()::ready); // in step with the other actor
    }

    @Actor
    public void cancel() {
        Patience.aMoment(() -> downstream.items() == 2);
        Patience.until(() -> downstream.items() == 2);
        body.cancel();
    }

    @Arbiter
    public void outcome(II_Result r) {
        Patience.until(member.scope()::ready);
        member.run().submit(() -> nextServed = 1);
        Patience.until(() -> nextServed != 0);
        r.r1 = nextServed;
        r.r2 = downstream.ends();
    }
}
