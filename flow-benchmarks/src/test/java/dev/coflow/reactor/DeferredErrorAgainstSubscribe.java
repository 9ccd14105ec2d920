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
@Description("The work of a deferred fails while somebody subscribes.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The subscriber got the error, once.")
@Outcome(expect = FORBIDDEN, desc = "The error was lost, or came twice.")
@State
public class DeferredErrorAgainstSubscribe {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final ManualSource source = new ManualSource();
    private final FlowDeferred<Object> deferred = FlowDeferred.from(source);

    @Actor
    public void fail() {
        meeting.arrive();
        source.subscriber().onError(Recorder.ERROR);
    }

    @Actor
    public void subscribe() {
        meeting.arrive();
        deferred.subscribe(downstream);
    }

    @Arbiter
    public void outcome(II_Result r) {
        r.r1 = downstream.items();
        r.r2 = downstream.ends();
    }
}
