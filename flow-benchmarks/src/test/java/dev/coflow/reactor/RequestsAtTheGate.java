package dev.coflow.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;
import org.reactivestreams.Subscription;

@JCStressTest
@Description("Two threads outside the run request through its gate.")
@Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "All demand was passed on, in one turn after the other.")
@Outcome(expect = FORBIDDEN, desc = "Demand was lost or invented, or two turns overlapped.")
@State
public class RequestsAtTheGate {
    private final Meeting meeting = new Meeting();
    private final Recorder downstream = new Recorder();
    private final Member member = new Member();
    private final RunGate<Object> gate = new RunGate<>(downstream, member.run(), member.scope());
    private final Demand demand = new Demand();

    public RequestsAtTheGate() {
        gate.onSubscribe(demand);
    }

    @Actor
    public void one() {
        meeting.arrive();
        gate.request(1);
        gate.request(2);
    }

    @Actor
    public void two() {
        meeting.arrive();
        gate.request(4);
    }

    @Arbiter
    public void outcome(JI_Result r) {
        r.r1 = demand.total;
        r.r2 = demand.overlaps;
    }

    /** Plain fields: the gate requests in turns. */
    private static final class Demand implements Subscription {
        long total;
        int overlaps;
        private boolean busy;

        @Override
        public void request(long n) {
            if (busy) {
                overlaps++;
            }
            busy = true;
            total += n;
            busy = false;
        }

        @Override
        public void cancel() {
            throw new IllegalStateException("nobody cancels");
        }
    }
}
