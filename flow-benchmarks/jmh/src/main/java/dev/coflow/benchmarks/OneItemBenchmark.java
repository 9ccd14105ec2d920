package dev.coflow.benchmarks;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.util.Iterator;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** From subscribe to complete, with one item on the way. */
public class OneItemBenchmark extends Measured {

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(Flow.<Integer>generate(out -> out.emit(1)));
    }

    @Benchmark
    public long flowTask() {
        return Demand.UNBOUNDED.drain(Flow.<Integer>task(turn -> 1));
    }

    @Benchmark
    public long flowSteps() {
        return Demand.UNBOUNDED.drain(Flow.<Integer>fromSteps(() -> {
            Iterator<Step<Integer>> steps =
                    List.of(Step.emit(1), Step.<Integer>done()).iterator();
            return steps::next;
        }));
    }

    @Benchmark
    public long flowPlain() {
        return Demand.UNBOUNDED.drain(Flow.of(1).map(i -> i));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(Flux.just(1).map(i -> i));
    }

    @Benchmark
    public long reactorOnAThread() {
        return Demand.UNBOUNDED.drain(Mono.fromCallable(() -> 1).subscribeOn(Schedulers.boundedElastic()));
    }

    @Benchmark
    public long kotlinMono() {
        return Demand.UNBOUNDED.drain(KotlinPeers.INSTANCE.one());
    }
}
