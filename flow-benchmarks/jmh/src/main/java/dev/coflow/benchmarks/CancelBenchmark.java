package dev.coflow.benchmarks;

import dev.coflow.Flow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a cancel to the end of the body's finally. */
public class CancelBenchmark extends Measured {

    @Param
    public CancelledBody body = CancelledBody.SUSPENDED;

    /** Ours. */
    @State(Scope.Benchmark)
    public static class OfFlow {

        private Waiting waiting = new Waiting();

        @Setup(Level.Invocation)
        public void start(CancelBenchmark benchmark) throws InterruptedException {
            Waiting next = new Waiting();
            waiting = next.start(Flow.run(turn -> {
                try {
                    benchmark.body.waits(turn, next);
                } finally {
                    next.unwound();
                }
            }));
        }
    }

    /** Reactor's, which has no body to suspend. */
    @State(Scope.Benchmark)
    public static class OfReactor {

        private Waiting waiting = new Waiting();

        @Setup(Level.Invocation)
        public void start(CancelBenchmark benchmark) throws InterruptedException {
            Waiting next = new Waiting();
            waiting = next.start(benchmark.body.ofReactor(next));
        }
    }

    /** Kotlin's. */
    @State(Scope.Benchmark)
    public static class OfKotlin {

        private Waiting waiting = new Waiting();

        @Setup(Level.Invocation)
        public void start(CancelBenchmark benchmark) throws InterruptedException {
            Waiting next = new Waiting();
            waiting = next.start(benchmark.body.ofKotlin(next));
        }
    }

    @Benchmark
    public void flow(OfFlow body) throws InterruptedException {
        body.waiting.cancel();
    }

    @Benchmark
    public void reactor(OfReactor body) throws InterruptedException {
        body.waiting.cancel();
    }

    @Benchmark
    public void kotlinMono(OfKotlin body) throws InterruptedException {
        body.waiting.cancel();
    }
}
