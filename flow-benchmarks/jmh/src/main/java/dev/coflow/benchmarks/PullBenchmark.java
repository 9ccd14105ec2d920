package dev.coflow.benchmarks;

import dev.coflow.Flow;
import io.reactivex.rxjava3.core.Flowable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Takes numbers from a range, and passes each on. */
@OperationsPerInvocation(Measured.ITEMS)
public class PullBenchmark extends Measured {

    private static final Flux<Integer> RANGE = Flux.range(0, ITEMS);

    static <T> Flow<T> passedOn(Publisher<T> source) {
        return Flow.generate(out -> {
            for (T item : out.pull(source)) {
                out.emit(item);
            }
        });
    }

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(passedOn(RANGE));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(RANGE.hide().<Integer>handle((item, sink) -> sink.next(item)));
    }

    @Benchmark
    public long kotlinFlux() {
        return Demand.UNBOUNDED.drain(KotlinPeers.INSTANCE.passed(RANGE));
    }

    @Benchmark
    public long rxJava() {
        return Demand.UNBOUNDED.drain(Flowable.range(0, ITEMS).hide().map(i -> i));
    }
}
