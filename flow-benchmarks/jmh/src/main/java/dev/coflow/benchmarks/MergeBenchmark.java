package dev.coflow.benchmarks;

import dev.coflow.Flow;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import reactor.core.publisher.Flux;

/** Inputs that have all their items ready. */
@OperationsPerInvocation(Measured.ITEMS)
public class MergeBenchmark extends Measured {

    @Param({"2", "8", "64"})
    public int inputs;

    /** Whether an input may be polled like a queue; what other libraries subscribe to is not. */
    @Param({"true", "false"})
    public boolean fused;

    private List<Flux<Integer>> ranges = List.of();

    @Setup
    public void ranges() {
        Flux<Integer> range = Flux.range(0, ITEMS / inputs);
        ranges = IntStream.range(0, inputs)
                .mapToObj(i -> fused ? range : range.hide())
                .toList();
    }

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(Flow.merge(ranges));
    }

    @Benchmark
    public long flowOfBodies() {
        return Demand.UNBOUNDED.drain(
                Flow.merge(ranges.stream().map(PullBenchmark::passedOn).toList()));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(Flux.merge(Flux.fromIterable(ranges), inputs));
    }

    @Benchmark
    public long kotlinFlow() {
        return Demand.UNBOUNDED.drain(KotlinPeers.INSTANCE.merged(ranges));
    }

    @Benchmark
    public long rxJava() {
        return Demand.UNBOUNDED.drain(Flowable.merge(ranges, inputs));
    }
}
