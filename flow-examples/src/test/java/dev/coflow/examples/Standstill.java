package dev.coflow.examples;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Waits until a counter no longer grows. */
final class Standstill {

    private Standstill() {}

    /** What the counter has come to, once it has begun. */
    static int of(AtomicInteger counter) {
        int[] last = {0};
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(50))
                .until(() -> {
                    int before = last[0];
                    last[0] = counter.get();
                    return before > 0 && before == last[0];
                });
        return last[0];
    }
}
