package dev.coflow.benchmarks;

import io.reactivex.rxjava3.core.Flowable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** A peer of {@link NestedBenchmark}. */
@OperationsPerInvocation(Measured.ITEMS)
public class NestedFiberBenchmark extends Measured {

    @Param({"3", "10"})
    public int levels;

    @Benchmark
    public long fiberInterop() {
        Flowable<Integer> nested = Flowable.range(0, ITEMS);
        for (int i = 0; i < levels; i++) {
            nested = FiberPeers.passed(nested);
        }
        return Demand.UNBOUNDED.drain(nested);
    }
}
