package dev.coflow.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** A peer of {@link BodyBenchmark}. */
@OperationsPerInvocation(Measured.ITEMS)
public class BodyFiberBenchmark extends Measured {

    @Param
    public Demand demand = Demand.UNBOUNDED;

    @Benchmark
    public long fiberInterop() {
        return demand.drain(FiberPeers.emitted(ITEMS));
    }
}
