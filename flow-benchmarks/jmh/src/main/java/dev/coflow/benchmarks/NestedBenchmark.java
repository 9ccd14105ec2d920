package dev.coflow.benchmarks;

import dev.coflow.Flow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A body that passes on what it takes from a body, and so on. */
@OperationsPerInvocation(Measured.ITEMS)
public class NestedBenchmark extends Measured {

    @Param({"3", "10"})
    public int levels;

    @Benchmark
    public long flow() {
        Flow<Integer> nested = Flow.from(Flux.range(0, ITEMS));
        for (int i = 0; i < levels; i++) {
            nested = PullBenchmark.passedOn(nested);
        }
        return Demand.UNBOUNDED.drain(nested);
    }

    @Benchmark
    public long reactor() {
        Flux<Integer> nested = Flux.range(0, ITEMS).hide();
        for (int i = 0; i < levels; i++) {
            nested = nested.handle((item, sink) -> sink.next(item));
        }
        return Demand.UNBOUNDED.drain(nested);
    }

    @Benchmark
    public long kotlinFlux() {
        Publisher<Integer> nested = Flux.range(0, ITEMS);
        for (int i = 0; i < levels; i++) {
            nested = KotlinPeers.INSTANCE.passed(nested);
        }
        return Demand.UNBOUNDED.drain(nested);
    }
}
