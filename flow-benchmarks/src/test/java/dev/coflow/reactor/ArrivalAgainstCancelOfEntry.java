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
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

@JCStressTest
@Description("An item enters the run while its reader cancels.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The item came first and was delivered.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The cancel came first, and the item was discarded.")
@Outcome(expect = FORBIDDEN, desc = "The item was lost, or was delivered and discarded.")
@State
public class ArrivalAgainstCancelOfEntry {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final EntryFlux.EntrySubscriber<Object> entry =
            new EntryFlux.EntrySubscriber<>(downstream, new Run(Context.empty()));

    public ArrivalAgainstCancelOfEntry() {
        entry.onSubscribe(Operators.emptySubscription());
    }

    @Actor
    public void arrival() {
        meeting.arrive();
        entry.onNext("item");
    }

    @Actor
    public void cancel() {
        meeting.arrive();
        entry.cancel();
    }

    @Arbiter
    public void outcome(II_Result r) {
        r.r1 = downstream.items();
        r.r2 = downstream.discarded();
    }
}
