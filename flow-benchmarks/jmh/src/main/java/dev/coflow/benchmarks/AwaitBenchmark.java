package dev.coflow.benchmarks;

import dev.coflow.Flow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Awaits a value again and again. */
@OperationsPerInvocation(Measured.ITEMS)
public class AwaitBenchmark extends Measured {

    /** When the value is there. */
    public enum Value {
        /** It is a constant. */
        CONSTANT,
        /** Computed as soon as it is asked for. */
        COMPUTED,
        /** It comes from another thread. */
        LATER
    }

    @Param
    public Value value = Value.CONSTANT;

    private Mono<Integer> source = Mono.empty();

    @Setup
    public void source() {
        Mono<Integer> computed = Mono.fromCallable(() -> 1);
        source = switch (value) {
            case CONSTANT -> Mono.just(1);
            case COMPUTED -> computed.hide();
            case LATER -> computed.subscribeOn(Schedulers.parallel());
        };
    }

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(Flow.task(turn -> {
            int sum = 0;
            for (int i = 0; i < ITEMS; i++) {
                sum += turn.await(source);
            }
            return sum;
        }));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(
                Flux.range(0, ITEMS).concatMap(i -> source).reduce(Integer::sum));
    }

    @Benchmark
    public long kotlinMono() {
        return Demand.UNBOUNDED.drain(KotlinPeers.INSTANCE.awaited(source, ITEMS));
    }
}
