package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;

/** The loop that reads a failing flow throws its error, so a plain {@code try} is enough. Twisted: "notrap" of the how-to. */
final class CatchAround {

    private CatchAround() {}

    static Flow<Object> producer() {
        return Flow.generate(out -> {
            out.emit(1);
            out.emit(2);
            throw new AssertionError("notrap");
        });
    }

    static Flow<Object> consumer() {
        return Flow.generate(out -> {
            try {
                for (Object x : out.pull(producer())) {
                    out.emit(x);
                }
            } catch (AssertionError e) {
                out.emit(String.valueOf(e.getMessage()));
            }
        });
    }

    static void run(PrintStream out) {
        consumer().toList().forEach(out::println); // 1, 2, notrap
    }
}
