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
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

@JCStressTest
@Description("A source that runs beside signals while another thread has the turn.")
@Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "All items and the end entered the run, one at a time.")
@Outcome(expect = FORBIDDEN, desc = "A signal was lost, or two overlapped.")
@State
public class ArrivalsAgainstOtherTurns {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final Run run = new Run(Context.empty());
    private final EntryFlux.EntrySubscriber<Object> entry = new EntryFlux.EntrySubscriber<>(downstream, run);

    public ArrivalsAgainstOtherTurns() {
        entry.onSubscribe(Operators.emptySubscription());
    }

    @Actor
    public void arrivals() {
        meeting.arrive();
        entry.onNext("one");
        entry.onNext("two");
        entry.onComplete();
    }

    @Actor
    public void otherTurns() {
        meeting.arrive();
        run.submit(() -> {});
        run.submit(() -> {});
    }

    @Arbiter
    public void outcome(III_Result r) {
        r.r1 = downstream.items();
        r.r2 = downstream.ends();
        r.r3 = downstream.overlaps();
    }
}
