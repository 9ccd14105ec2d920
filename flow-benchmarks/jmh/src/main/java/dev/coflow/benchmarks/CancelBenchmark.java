package dev.coflow.benchmarks;

import dev.coflow.Flow;
import dev.coflow.Turn;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** From a cancel to the end of the body's finally. */
public class CancelBenchmark extends Measured {

    /** What the body does when the cancel comes. */
    public enum Body {
        /** It awaits what never comes. */
        SUSPENDED {
            @Override
            void waits(Turn turn, CountDownLatch waiting) {
                turn.await(Mono.never().doOnRequest(n -> waiting.countDown()));
            }
        },
        /** It sleeps. */
        SLEEPING {
            @Override
            void waits(Turn turn, CountDownLatch waiting) throws InterruptedException {
                waiting.countDown();
                Thread.sleep(60_000);
            }
        };

        abstract void waits(Turn turn, CountDownLatch waiting) throws InterruptedException;
    }

    @Param
    public Body body = Body.SUSPENDED;

    private CountDownLatch unwound = new CountDownLatch(1);
    private Disposable subscription = () -> {};

    @Setup(Level.Invocation)
    public void untilItWaits() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        unwound = end;
        subscription = Flux.from(Flow.run(turn -> {
                    try {
                        body.waits(turn, waiting);
                    } finally {
                        end.countDown();
                    }
                }))
                .subscribe();
        waiting.await();
    }

    @Benchmark
    public void flow() throws InterruptedException {
        subscription.dispose();
        unwound.await();
    }
}
