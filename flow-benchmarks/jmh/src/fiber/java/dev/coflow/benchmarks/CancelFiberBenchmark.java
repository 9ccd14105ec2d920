package dev.coflow.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A peer of {@link CancelBenchmark}, suspended in an emit that nobody asked for. One that sleeps is not interrupted: its finally comes
 * when it has slept, which is not measured.
 */
public class CancelFiberBenchmark extends Measured {

    @Param("SUSPENDED")
    public CancelledBody body = CancelledBody.SUSPENDED;

    private Waiting waiting = new Waiting();

    @Setup(Level.Invocation)
    public void start() throws InterruptedException {
        Waiting next = new Waiting();
        waiting = next.start(FiberPeers.emittingTwo(next));
    }

    @Benchmark
    public void fiberInterop() throws InterruptedException {
        waiting.cancel();
    }
}
