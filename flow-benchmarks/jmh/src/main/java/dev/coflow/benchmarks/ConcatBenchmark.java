package dev.coflow.benchmarks;

import dev.coflow.Flow;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Flux;

/** Ten items for each of a range, one list after the other; counted by the items that come out. */
@OperationsPerInvocation(Measured.ITEMS)
public class ConcatBenchmark extends Measured {

    private static final List<Integer> TEN = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    private static final Flux<Integer> RANGE = Flux.range(0, ITEMS / 10);

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(Flow.from(RANGE).concatMap(i -> Flux.fromIterable(TEN)));
    }

    @Benchmark
    public long flowOfIterables() {
        return Demand.UNBOUNDED.drain(Flow.from(RANGE).concatMapIterable(i -> TEN));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(RANGE.concatMap(i -> Flux.fromIterable(TEN)));
    }

    @Benchmark
    public long reactorOfIterables() {
        return Demand.UNBOUNDED.drain(RANGE.concatMapIterable(i -> TEN));
    }

    @Benchmark
    public long kotlinFlow() {
        return Demand.UNBOUNDED.drain(KotlinPeers.INSTANCE.concatenated(RANGE, TEN));
    }

    @Benchmark
    public long rxJavaOfIterables() {
        return Demand.UNBOUNDED.drain(Flowable.range(0, ITEMS / 10).concatMapIterable(i -> TEN));
    }

    @Benchmark
    public long rxJava() {
        return Demand.UNBOUNDED.drain(Flowable.range(0, ITEMS / 10).concatMap(i -> Flowable.fromIterable(TEN)));
    }

    @Benchmark
    public long mutiny() {
        return Demand.UNBOUNDED.drainJdk(Multi.createFrom()
                .range(0, ITEMS / 10)
                .onItem()
                .transformToMultiAndConcatenate(i -> Multi.createFrom().iterable(TEN)));
    }
}
