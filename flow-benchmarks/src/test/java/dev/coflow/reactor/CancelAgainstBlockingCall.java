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
@Description("A blocking call is cancelled while a thread of the pool starts it.")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "The cancel came first.")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "The call came first, and has returned.")
@Outcome(expect = FORBIDDEN, desc = "The body would wait forever, or an interrupt is left on the thread of the pool.")
@State
public class CancelAgainstBlockingCall {
    private final Meeting meeting = new Meeting();
    private final BlockingCall<Object> call =
            new BlockingCall<>(new Coroutine<>(new Recorder(), new Member(), handle -> null), this::work);
    private int calls;

    private Object work() {
        calls++;
        return "result";
    }

    @Actor
    public void pool(III_Result r) {
        meeting.arrive();
        boolean late = Thread.interrupted(); // left behind by the one before
        call.run();
        r.r3 = late || Thread.interrupted() ? 1 : 0;
    }

    @Actor
    public void cancel() {
        meeting.arrive();
        call.cancel();
    }

    @Arbiter
    public void outcome(III_Result r) {
        r.r1 = calls;
        r.r2 = call.ready() ? 1 : 0;
    }
}
