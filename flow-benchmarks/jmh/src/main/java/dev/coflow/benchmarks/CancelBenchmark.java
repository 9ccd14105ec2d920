package dev.coflow.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.reactivestreams.Publisher;

/** From a cancel to the end of the body's finally. */
public class CancelBenchmark extends Measured {

    @Param
    public CancelledBody body = CancelledBody.SUSPENDED;

    /** A body that waits when the measuring begins. */
    @State(Scope.Benchmark)
    public abstract static class Begun {

        private Waiting waiting = new Waiting();

        abstract Publisher<?> write(CancelledBody body, Waiting next);

        @Setup(Level.Invocation)
        public void start(CancelBenchmark benchmark) throws InterruptedException {
            Waiting next = new Waiting();
            waiting = next.start(write(benchmark.body, next));
        }

        final void cancel() throws InterruptedException {
            waiting.cancel();
        }
    }

    /** Ours. */
    public static class OfFlow extends Begun {
        @Override
        Publisher<?> write(CancelledBody body, Waiting next) {
            return body.ofFlow(next);
        }
    }

    /** Reactor's, which has no body to suspend. */
    public static class OfReactor extends Begun {
        @Override
        Publisher<?> write(CancelledBody body, Waiting next) {
            return body.ofReactor(next);
        }
    }

    /** Kotlin's. */
    public static class OfKotlin extends Begun {
        @Override
        Publisher<?> write(CancelledBody body, Waiting next) {
            return body.ofKotlin(next);
        }
    }

    @Benchmark
    public void flow(OfFlow body) throws InterruptedException {
        body.cancel();
    }

    @Benchmark
    public void reactor(OfReactor body) throws InterruptedException {
        body.cancel();
    }

    @Benchmark
    public void kotlinMono(OfKotlin body) throws InterruptedException {
        body.cancel();
    }
}
