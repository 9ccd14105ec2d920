package dev.coflow.benchmarks;

import dev.coflow.Flow;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import reactor.core.publisher.Flux;

/** A merge of ranges; what these are like is the subclass's. */
public abstract class Merging extends Measured {

    @Param({"2", "8", "64"})
    public int inputs;

    private List<Flux<Integer>> ranges = List.of();

    Merging() {}

    /** One of the inputs, made of a range that has its items ready. */
    abstract Flux<Integer> input(Flux<Integer> range);

    @Setup
    public void ranges() {
        Flux<Integer> range = Flux.range(0, ITEMS / inputs);
        ranges = IntStream.range(0, inputs).mapToObj(i -> input(range)).toList();
    }

    final List<Flux<Integer>> inputRanges() {
        return ranges;
    }

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(Flow.merge(ranges));
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
