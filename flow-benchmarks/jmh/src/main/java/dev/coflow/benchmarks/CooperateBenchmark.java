package dev.coflow.benchmarks;

import dev.coflow.Flow;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Bodies that give way to each other; counted by the times that one does. */
@OperationsPerInvocation(CooperateBenchmark.TIMES)
public class CooperateBenchmark extends Measured {

    static final int TIMES = 2_000;

    @Param({"1", "2", "1000"})
    public int bodies;

    @Benchmark
    public long flow() {
        int times = TIMES / bodies;
        return Demand.UNBOUNDED.drain(Flow.merge(Collections.nCopies(bodies, Flow.run(turn -> {
            for (int i = 0; i < times; i++) {
                turn.cooperate();
            }
        }))));
    }

    @Benchmark
    public long kotlinMono() {
        return Demand.UNBOUNDED.drain(KotlinPeers.INSTANCE.yielding(bodies, TIMES / bodies));
    }
}
