package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.io.PrintStream;
import java.time.Duration;

/**
 * A function that cannot take an item yet says how long it needs, and is offered the same item again; nothing waits for it that
 * need not. 2003: {@code PauseFlow}.
 */
final class Pause {

    private Pause() {}

    /** Has paper for one page when it is bought. */
    private static final class Printer {
        private final Duration refill;
        private int sheets = 1;

        Printer(Duration refill) {
            this.refill = refill;
        }

        Step<String> print(int page) {
            if (sheets == 0) {
                sheets = 500;
                return Step.cooperate(refill);
            }
            sheets--;
            return Step.emit("page " + page);
        }
    }

    static Flow<String> printed(Duration refill) {
        return Flow.of(7, 8, 9).stepWith(() -> new Printer(refill)::print);
    }

    static void run(PrintStream out) {
        try (var pages = printed(Duration.ofMillis(200)).toIterable()) {
            for (String page : pages) {
                out.println(page); // page 7, and 200 ms later: page 8, page 9
            }
        }
        out.println("finished");
    }
}
