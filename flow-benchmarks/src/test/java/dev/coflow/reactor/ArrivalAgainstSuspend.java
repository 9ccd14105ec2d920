package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.coflow.Pull;
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
    private volatile int wanted;

    private Object pull(BodyHandle<Object> handle) {
        Pull<Object> pull = handle.pull(source, ITEMS);
        for (int i = 1; i <= ITEMS; i++) {
            wanted = i;
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
        for (int i = 1; i <= ITEMS; i++) {
            int next = i;
            Patience.aMoment(() -> wanted >= next);
            if (Patience.until(() -> wanted >= next)) {
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
