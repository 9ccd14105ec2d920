package dev.coflow.benchmarks;

import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscription;

/** Asked one by one by the thread that waits for the end. It spins, so that its waking up is not what is measured. */
final class CountingFromOutside extends Counting {

    private static final int SPINS = 1_000;

    private final CompletableFuture<Subscription> started = new CompletableFuture<>();
    private volatile long seen;

    @Override
    void started(Subscription s) {
        started.complete(s);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one signal at a time
    void counted(Subscription s) {
        seen++;
    }

    @Override
    long awaitEnd() {
        Subscription s = started.join(); // Kotlin's comes from another thread
        for (long asked = 1; !ended(); asked++) {
            s.request(1);
            for (int spins = 0; seen < asked && !ended(); spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }
        return super.awaitEnd();
    }
}
