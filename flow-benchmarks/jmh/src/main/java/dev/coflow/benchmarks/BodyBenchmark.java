package dev.coflow.benchmarks;

import dev.coflow.Flow;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import reactor.core.publisher.Flux;

/** Numbers, counted by a loop where there are loops, by a state that a callback passes on elsewhere. */
@OperationsPerInvocation(Measured.ITEMS)
public class BodyBenchmark extends Measured {

    @Param
    public Demand demand = Demand.UNBOUNDED;

    @Benchmark
    public long flow() {
        return demand.drain(Flow.<Integer>generate(out -> {
            for (int i = 0; i < ITEMS; i++) {
                out.emit(i);
            }
        }));
    }

    @Benchmark
    public long flowSteps() {
        return demand.drain(Flow.fromSteps(Numbers::new));
    }

    @Benchmark
    public long reactor() {
        return demand.drain(Flux.generate(() -> 0, (i, sink) -> {
            if (i == ITEMS) {
                sink.complete();
            } else {
                sink.next(i);
            }
            return i + 1;
        }));
    }

    @Benchmark
    public long kotlinFlux() {
        return demand.drain(KotlinPeers.INSTANCE.emitted(ITEMS));
    }

    @Benchmark
    public long kotlinFlow() {
        return demand.drain(KotlinPeers.INSTANCE.emittedByFlow(ITEMS));
    }

    @Benchmark
    public long rxJava() {
        return demand.drain(Flowable.<Integer, Integer>generate(() -> 0, (i, emitter) -> {
            if (i == ITEMS) {
                emitter.onComplete();
            } else {
                emitter.onNext(i);
            }
            return i + 1;
        }));
    }

    @Benchmark
    public long mutiny() {
        return demand.drainJdk(Multi.createFrom().<Integer, Integer>generator(() -> 0, (i, emitter) -> {
            if (i == ITEMS) {
                emitter.complete();
            } else {
                emitter.emit(i);
            }
            return i + 1;
        }));
    }
}
