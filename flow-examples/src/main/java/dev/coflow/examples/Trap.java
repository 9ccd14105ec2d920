package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.IOException;
import java.io.PrintStream;

/** An error that is expected ends the flow with a value; any other would pass. Twisted: the trap list of a {@code wrap}. */
final class Trap {

    private Trap() {}

    static Flow<Object> producer() {
        return Flow.generate(out -> {
            out.emit(1);
            out.emit(2);
            throw new IOException("trap");
        });
    }

    static void run(PrintStream out) {
        producer().trap(IOException.class, e -> "trapped").toList().forEach(out::println); // 1, 2, trapped
    }
}
