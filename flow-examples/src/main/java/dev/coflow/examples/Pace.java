package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;
import java.time.Duration;

/** Items at least a time apart, so that whoever receives them keeps up. 2003: {@code waitInterval}. */
final class Pace {

    private Pace() {}

    static Flow<String> countdown(Duration interval) {
        return Flow.of("three", "two", "one").pace(interval);
    }

    static void run(PrintStream out) {
        countdown(Duration.ofMillis(100))
                .as(ReactorFlow::toFlux)
                .doOnNext(out::println)
                .blockLast(); // three at once, two after 100 ms, one after 200 ms
    }
}
