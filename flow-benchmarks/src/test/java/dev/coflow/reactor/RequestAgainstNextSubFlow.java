package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;
import reactor.core.CoreSubscriber;

@JCStressTest
@Description("Demand comes to a concatMap while one sub-flow ends and the next begins.")
@Outcome(id = "4", expect = ACCEPTABLE, desc = "The next sub-flow was asked for what the one before has not emitted.")
@Outcome(expect = FORBIDDEN, desc = "Demand was lost or invented.")
@State
public class RequestAgainstNextSubFlow {
    private final Meeting meeting = new Meeting();
    private final LateSource first = new LateSource();
    private final LateSource next = new LateSource();
    private final ConcatSubscriber<Object, Object> concat =
            new ConcatSubscriber<>(new Recorder(), null, item -> "first".equals(item) ? first : next, null);
    private final CoreSubscriber<? super Object> ending;

    public RequestAgainstNextSubFlow() {
        concat.onSubscribe(new LateSource());
        concat.request(1);
        concat.onNext("first");
        ending = first.arrive();
        ending.onNext("its only item");
    }

    @Actor
    public void change() {
        meeting.arrive();
        ending.onComplete();
        concat.onNext("next");
        next.arrive();
    }

    @Actor
    public void request() {
        meeting.arrive();
        concat.request(1);
        concat.request(3);
    }

    @Arbiter
    public void outcome(J_Result r) {
        r.r1 = next.requested();
    }
}
