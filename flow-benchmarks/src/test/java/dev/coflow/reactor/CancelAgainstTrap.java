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
@Description("A trap is cancelled while it gets the error that it expects, without demand.")
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "The fallback was made, and discarded.")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The cancel came before the fallback was made.")
@Outcome(expect = FORBIDDEN, desc = "The fallback was lost, or delivered without demand.")
@State
public class CancelAgainstTrap {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final TrapFlux.TrapSubscriber<Object> trap =
            new TrapFlux.TrapSubscriber<>(downstream, e -> true, e -> fallback());
    private int made; // by one actor

    public CancelAgainstTrap() {
        trap.onSubscribe(new LateSource());
    }

    private Object fallback() {
        made++;
        return "fallback";
    }

    @Actor
    public void fail() {
        meeting.arrive();
        trap.onError(Recorder.ERROR);
    }

    @Actor
    public void cancel() {
        meeting.arrive();
        trap.cancel();
    }

    @Arbiter
    public void outcome(III_Result r) {
        r.r1 = made;
        r.r2 = downstream.items() + downstream.ends();
        r.r3 = downstream.discarded();
    }
}
