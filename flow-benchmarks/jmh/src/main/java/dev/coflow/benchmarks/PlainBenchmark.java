package dev.coflow.benchmarks;

import dev.coflow.Flow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Flux;

/** A chain that has no body. */
@OperationsPerInvocation(Measured.ITEMS)
public class PlainBenchmark extends Measured {

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(
                Flow.from(Flux.range(0, ITEMS)).filter(i -> i % 2 == 0).map(i -> i + 1));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(
                Flux.range(0, ITEMS).filter(i -> i % 2 == 0).map(i -> i + 1));
    }
}
