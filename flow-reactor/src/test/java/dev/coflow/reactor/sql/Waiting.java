package dev.coflow.reactor.sql;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Waits for what happens on other threads. */
final class Waiting {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        Awaitility.await().atMost(LIMIT).until(condition::getAsBoolean);
    }
}
