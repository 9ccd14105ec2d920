package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

@JCStressTest
@Description("A body that emits and emits is cancelled.")
@Outcome(id = "0, 0, 0, 0", expect = ACCEPTABLE, desc = "The cancel came first.")
@Outcome(
        id = "1, 1, 0, 0",
        expect = ACCEPTABLE,
        desc = "The body unwound once; onNext was not interrupted and nothing was signalled after it.")
@Outcome(expect = FORBIDDEN, desc = "The body goes on, unwound twice, or was interrupted in onNext.")
@State
public class CancelAgainstEmit {
    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final Coroutine<Object> body = new Coroutine<>(downstream, member, this::emit);
    private int begun; // by the body's thread
    private int unwound;

    private Object emit(BodyHandle<Object> handle) {
        begun++;
        try {
            for (; ; ) {
                handle.emit("item");
            }
        } finally {
            unwound++;
        }
    }

    @Actor
    public void request() {
        body.request(Long.MAX_VALUE);
        Patience.until(member.scope()::ready); // in step with the other actor
    }

    @Actor
    public void cancel() {
        Patience.aMoment(() -> downstream.items() != 0);
        body.cancel();
    }

    @Arbiter
    public void outcome(IIII_Result r) {
        boolean over = Patience.until(member.scope()::ready);
        r.r1 = begun;
        r.r2 = over ? unwound : -1;
        r.r3 = downstream.ends();
        r.r4 = downstream.interrupts();
    }
}
