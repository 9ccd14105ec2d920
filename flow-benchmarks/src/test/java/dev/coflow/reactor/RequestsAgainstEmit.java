package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@Description("Two threads request from a body that suspends for want of demand.")
@Outcome(id = "6, 1, 0", expect = ACCEPTABLE, desc = "Every request resumed the body, and it came to its end.")
@Outcome(expect = FORBIDDEN, desc = "A request was lost, and the body waits; or two signals overlapped.")
@State
public class RequestsAgainstEmit {
    private static final int EACH = 3;

    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final Coroutine<Object> body = new Coroutine<>(downstream, member, handle -> {
        for (int i = 0; i < 2 * EACH; i++) {
            handle.emit("item");
        }
        return null;
    });

    @Actor
    public void one() {
        requestEach();
    }

    @Actor
    public void two() {
        requestEach();
    }

    private void requestEach() {
        for (int i = 0; i < EACH; i++) {
            int before = 2 * i;
            Patience.aMoment(() -> downstream.items() >= before); // then the body is about to suspend
            body.request(1);
        }
        Patience.until(() -> downstream.ends() != 0); // in step with the other actor
    }

    @Arbiter
    public void outcome(III_Result r) {
        Patience.until(() -> downstream.ends() != 0);
        Patience.until(member.scope()::ready);
        r.r1 = downstream.items();
        r.r2 = downstream.ends();
        r.r3 = downstream.overlaps();
    }
}
