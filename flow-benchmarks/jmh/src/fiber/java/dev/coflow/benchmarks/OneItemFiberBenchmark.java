package dev.coflow.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** A peer of {@link OneItemBenchmark}. */
public class OneItemFiberBenchmark extends Measured {

    @Benchmark
    public long fiberInterop() {
        return Demand.UNBOUNDED.drain(FiberPeers.emitted(1));
    }
}
