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
@Description("What a body awaits comes while it suspends.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The body went on with the value.")
@Outcome(expect = FORBIDDEN, desc = "The body waits for what is there, or ended without it.")
@State
public class ResumeAgainstSuspend {
    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final Coroutine<Object> body = new Coroutine<>(downstream, member, handle -> await());
    private final AwaitSubscriber<Object> awaited = new AwaitSubscriber<>(body, false);
    private final SlowLook look = new SlowLook(awaited);

    private Object await() {
        body.await(look);
        return awaited.takeValue();
    }

    @Actor
    public void request() {
        body.request(1);
        Patience.until(() -> downstream.ends() != 0); // in step with the other actor
    }

    @Actor
    public void signal() {
        if (look.meet()) {
            awaited.onNext("value");
            awaited.onComplete();
        }
    }

    @Arbiter
    public void outcome(II_Result r) {
        Patience.until(() -> downstream.ends() != 0);
        Patience.until(member.scope()::ready);
        r.r1 = downstream.items();
        r.r2 = downstream.ends();
    }
}
