package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Description("Items arrive one by one while the body that pulls them suspends for the next.")
@Outcome(id = "4, 1", expect = ACCEPTABLE, desc = "The body got them all.")
@Outcome(expect = FORBIDDEN, desc = "The body waits for an item that is there.")
@State
public class ArrivalAgainstSuspend {
    private static final int ITEMS = 4;

    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final ManualSource source = new ManualSource();
    private final Coroutine<Object> body = new Coroutine<>(downstream, member, this::pull);
    private final AtomicReferenceArray<SlowLook> looks = new AtomicReferenceArray<>(ITEMS);

    private Object pull(BodyHandle<Object> handle) {
        PullSubscriber<Object> pull = (PullSubscriber<Object>) handle.pull(source, ITEMS);
        for (int i = 0; i < ITEMS; i++) {
            SlowLook look = new SlowLook(pull);
            looks.set(i, look);
            body.await(look);
            handle.emit(pull.next());
        }
        return null;
    }

    @Actor
    public void request() {
        body.request(ITEMS);
        Patience.until(() -> downstream.ends() != 0); // in step with the other actor
    }

    @Actor
    public void arrivals() {
        for (int i = 0; i < ITEMS; i++) {
            int next = i;
            Patience.aMoment(() -> looks.get(next) != null);
            if (Patience.until(() -> looks.get(next) != null) && looks.get(next).meet()) {
                source.subscriber().onNext("item");
            }
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
