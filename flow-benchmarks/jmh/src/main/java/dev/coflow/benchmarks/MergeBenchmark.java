package dev.coflow.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import reactor.core.publisher.Flux;

/** Inputs that have all their items ready. */
@OperationsPerInvocation(Measured.ITEMS)
public class MergeBenchmark extends Merging {

    /** Whether an input may be polled like a queue; what other libraries subscribe to is not. */
    @Param({"true", "false"})
    public boolean fused;

    @Override
    Flux<Integer> input(Flux<Integer> range) {
        return fused ? range : range.hide();
    }

    @Benchmark
    public long flowOfBodies() {
        return Demand.UNBOUNDED.drain(Merges.flowOfBodies(inputRanges()));
    }
}
