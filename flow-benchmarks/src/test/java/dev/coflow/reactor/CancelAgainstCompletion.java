package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

@JCStressTest
@Description("A body is cancelled while its result is delivered.")
@Outcome(id = "0, 0, 0, 0", expect = ACCEPTABLE, desc = "The cancel came first.")
@Outcome(id = "1, 1, 0, 1", expect = ACCEPTABLE, desc = "The cancel came last.")
@Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "The cancel came between the result and the end.")
@Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "The cancel came before the result, which was discarded.")
@Outcome(expect = FORBIDDEN, desc = "The result was lost, or delivered and discarded, or the body did not end.")
@State
public class CancelAgainstCompletion {
    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final Coroutine<Object> body = new Coroutine<>(downstream, member, handle -> result());
    private volatile int made;

    private Object result() {
        made = 1;
        return "result";
    }

    @Actor
    public void request() {
        body.request(1);
        Patience.until(member.scope()::ready); // in step with the other actor
    }

    @Actor
    public void cancel() {
        Patience.aMoment(() -> made != 0);
        body.cancel();
    }

    @Arbiter
    public void outcome(IIII_Result r) {
        boolean over = Patience.until(member.scope()::ready);
        r.r1 = over ? made : -1;
        r.r2 = downstream.items();
        r.r3 = downstream.discarded();
        r.r4 = downstream.ends();
    }
}
