package dev.coflow.benchmarks;

import dev.coflow.Flow;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Rows of inputs that have all their items ready; counted by rows. Kotlin's takes two. */
@OperationsPerInvocation(Measured.ITEMS)
public class ZipBenchmark extends Measured {

    @Param({"2", "8"})
    public int inputs;

    private List<Flux<Integer>> ranges = List.of();

    @Setup
    public void ranges() {
        Flux<Integer> range = Flux.range(0, ITEMS);
        ranges = IntStream.range(0, inputs).mapToObj(i -> range).toList();
    }

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(Flow.zip(ranges, List::size));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(Flux.zip(ranges, row -> row.length));
    }

    @Benchmark
    public long rxJava() {
        return Demand.UNBOUNDED.drain(Flowable.zip(ranges, row -> row.length));
    }

    @Benchmark
    public long mutiny() {
        return Demand.UNBOUNDED.drainJdk(Multi.createBy()
                .combining()
                .streams(ranges.stream()
                        .map(JdkFlowAdapter::publisherToFlowPublisher)
                        .toList())
                .using(List::size));
    }
}
