package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * A source that sleeps and a body that cooperates, merged: neither waits for the other. Each keeps its own order; how they
 * mix is up to the clock. Twisted: {@code Merge(Threaded(sleeps), cooperates)}.
 */
final class Beside {

    private static final Duration SLEEP = Duration.ofMillis(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Beside() {}

    static Flow<String> sleeper() {
        return Flow.threaded(
                () -> () -> IntStream.rangeClosed(1, 5).mapToObj(Beside::slept).iterator());
    }

    private static String slept(int i) {
        try {
            Thread.sleep(SLEEP.toMillis());
            return "slept " + i;
        } catch (InterruptedException e) {
            throw new IllegalStateException("cancelled while asleep", e);
        }
    }

    static Flow<String> cooperator() {
        return Flow.generate(out -> {
            for (int i = 1; i <= 5; i++) {
                out.cooperate(PAUSE);
                out.emit("cooperated " + i);
            }
        });
    }

    static void run(PrintStream out) {
        Flow.merge(sleeper(), cooperator()).toList().forEach(out::println);
    }
}
