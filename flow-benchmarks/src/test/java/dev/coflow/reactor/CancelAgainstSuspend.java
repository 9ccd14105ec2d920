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
import reactor.core.publisher.Mono;

@JCStressTest
@Description("A body is cancelled while it suspends to wait for something that never comes.")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The cancel came first.")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "The body unwound once.")
@Outcome(expect = FORBIDDEN, desc = "The body waits forever, or unwound twice.")
@State
public class CancelAgainstSuspend {
    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final Coroutine<Object> body = new Coroutine<>(downstream, member, this::await);
    private volatile int waiting;
    private volatile boolean cancelled;
    private int unwound; // by the body's thread

    private Object await(BodyHandle<Object> handle) {
        waiting = 1;
        try {
            return handle.await(Mono.never());
        } finally {
            unwound++;
        }
    }

    @Actor
    public void request() {
        body.request(1);
        Patience.until(() -> cancelled); // in step with the other actor
    }

    @Actor
    public void cancel() {
        Patience.aMoment(() -> waiting != 0);
        body.cancel();
        cancelled = true;
    }

    @Arbiter
    public void outcome(III_Result r) {
        boolean over = Patience.until(member.scope()::ready);
        r.r1 = waiting;
        r.r2 = over ? unwound : -1;
        r.r3 = downstream.ends();
    }
}
