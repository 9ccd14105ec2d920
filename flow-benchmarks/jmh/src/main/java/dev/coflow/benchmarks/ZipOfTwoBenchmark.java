package dev.coflow.benchmarks;

import dev.coflow.Flow;
import io.reactivex.rxjava3.core.Flowable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Flux;

/** Pairs. */
@OperationsPerInvocation(Measured.ITEMS)
public class ZipOfTwoBenchmark extends Measured {

    private static final Flux<Integer> RANGE = Flux.range(0, ITEMS);

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(Flow.zip(RANGE, RANGE, Integer::sum));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(Flux.zip(RANGE, RANGE, Integer::sum));
    }

    @Benchmark
    public long kotlinFlow() {
        return Demand.UNBOUNDED.drain(KotlinPeers.INSTANCE.zipped(RANGE, RANGE));
    }

    @Benchmark
    public long rxJava() {
        return Demand.UNBOUNDED.drain(Flowable.zip(RANGE, RANGE, Integer::sum));
    }
}
