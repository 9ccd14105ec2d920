package dev.coflow.benchmarks;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** As {@link CooperateBenchmark}, in a run that begins on a pool, {@code parallel()}; steps give their thread back to it. */
@OperationsPerInvocation(CooperateBenchmark.TIMES)
public class CooperateOnPoolBenchmark extends Measured {

    @Param({"1", "2", "1000"})
    public int bodies;

    @Benchmark
    public long flow() {
        int times = CooperateBenchmark.TIMES / bodies;
        return drain(Flow.run(turn -> {
            for (int i = 0; i < times; i++) {
                turn.cooperate();
            }
        }));
    }

    @Benchmark
    public long flowSteps() {
        int times = CooperateBenchmark.TIMES / bodies;
        return drain(Flow.fromSteps(() -> {
            int[] left = {times};
            return () -> left[0]-- == 0 ? Step.done() : Step.cooperate();
        }));
    }

    private long drain(Flow<?> one) {
        return Demand.UNBOUNDED.drain(
                Flux.from(Flow.merge(Collections.nCopies(bodies, one))).subscribeOn(Schedulers.parallel()));
    }

    @Benchmark
    public long kotlinMono() {
        return Demand.UNBOUNDED.drain(KotlinPeers.INSTANCE.yieldingOnPool(bodies, CooperateBenchmark.TIMES / bodies));
    }
}
