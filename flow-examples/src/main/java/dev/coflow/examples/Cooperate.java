package dev.coflow.examples;

import dev.coflow.BlockingIterable;
import dev.coflow.Flow;
import java.io.PrintStream;
import java.time.Duration;

/**
 * A body that waits in the middle; the first value is there at once. The loop which reads it blocks, as a {@code main} may.
 * Twisted: {@code Cooperate(seconds)} and {@code Block}.
 */
final class Cooperate {

    private Cooperate() {}

    static Flow<String> delayed(Duration delay) {
        return Flow.generate(out -> {
            out.emit("immediate");
            out.cooperate(delay);
            out.emit("delayed");
        });
    }

    static void run(PrintStream out) {
        try (BlockingIterable<String> items = delayed(Duration.ofMillis(200)).toIterable()) {
            for (String item : items) {
                out.println(item); // immediate, and 200 ms later: delayed
            }
        }
    }
}
