package dev.coflow.benchmarks;

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
        int items = itemsEach();
        ranges = IntStream.range(0, inputs)
                .mapToObj(i -> input(Flux.range(i * items, items)))
                .toList();
    }

    final List<Flux<Integer>> inputRanges() {
        return ranges;
    }

    /** How many items an input has. The first has the first of all numbers, and so on. */
    final int itemsEach() {
        return ITEMS / inputs;
    }

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(Merges.flow(ranges));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(Merges.reactor(ranges));
    }

    @Benchmark
    public long kotlinFlow() {
        return Demand.UNBOUNDED.drain(Merges.kotlinFlow(ranges));
    }

    @Benchmark
    public long rxJava() {
        return Demand.UNBOUNDED.drain(Merges.rxJava(ranges));
    }

    @Benchmark
    public long mutiny() {
        return Demand.UNBOUNDED.drainJdk(Merges.mutiny(ranges));
    }
}
