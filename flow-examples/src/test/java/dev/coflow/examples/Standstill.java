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
        int[] times = {0};
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(50))
                .until(() -> {
                    int now = counter.get();
                    times[0] = now > 0 && now == last[0] ? times[0] + 1 : 0;
                    last[0] = now;
                    return times[0] == 5;
                });
        return last[0];
    }
}
