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
@Description("A trap gets the error that it expects while the last item is requested, twice.")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "The fallback was delivered once, and then the end.")
@Outcome(expect = FORBIDDEN, desc = "The fallback was lost or delivered twice.")
@State
public class RequestAgainstTrap {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final TrapFlux.TrapSubscriber<Object> trap =
            new TrapFlux.TrapSubscriber<>(downstream, e -> true, e -> "fallback");

    public RequestAgainstTrap() {
        trap.onSubscribe(new LateSource());
    }

    @Actor
    public void fail() {
        meeting.arrive();
        trap.onError(Recorder.ERROR);
    }

    @Actor
    public void request() {
        meeting.arrive();
        trap.request(1);
        trap.request(1);
    }

    @Arbiter
    public void outcome(III_Result r) {
        r.r1 = downstream.items();
        r.r2 = downstream.ends();
        r.r3 = downstream.overlaps();
    }
}
