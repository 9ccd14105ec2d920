package dev.coflow.reactor;

import java.time.Duration;

/** Durations as schedulers take them. */
final class Durations {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Durations() {}

    /** In nanoseconds; what is too long for that is the longest there is, 292 years. */
    static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
