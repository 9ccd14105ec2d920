package dev.coflow.benchmarks;

import io.reactivex.rxjava3.core.Flowable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A peer of {@link PullBenchmark}. */
@OperationsPerInvocation(Measured.ITEMS)
public class PullFiberBenchmark extends Measured {

    @Benchmark
    public long fiberInterop() {
        return Demand.UNBOUNDED.drain(FiberPeers.passed(Flowable.range(0, ITEMS)));
    }
}
