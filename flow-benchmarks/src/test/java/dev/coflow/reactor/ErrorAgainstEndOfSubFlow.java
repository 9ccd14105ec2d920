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
import reactor.core.CoreSubscriber;

@JCStressTest
@Description("The source of a concatMap fails while its sub-flow emits the last item and ends.")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "The error came once, and after the item.")
@Outcome(expect = FORBIDDEN, desc = "The item or the error was lost, or they overlapped.")
@State
public class ErrorAgainstEndOfSubFlow {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final LateSource subFlow = new LateSource();
    private final ConcatSubscriber<Object, Object> concat =
            new ConcatSubscriber<>(downstream, null, item -> subFlow, null);
    private final CoreSubscriber<? super Object> ending;

    public ErrorAgainstEndOfSubFlow() {
        concat.onSubscribe(new LateSource());
        concat.request(9);
        concat.onNext("item");
        ending = subFlow.arrive();
    }

    @Actor
    public void end() {
        meeting.arrive();
        ending.onNext("the last item");
        ending.onComplete();
    }

    @Actor
    public void fail() {
        meeting.arrive();
        concat.onError(Recorder.ERROR);
    }

    @Arbiter
    public void outcome(III_Result r) {
        r.r1 = downstream.items();
        r.r2 = downstream.ends();
        r.r3 = downstream.overlaps();
    }
}
