package dev.coflow.examples;

import dev.coflow.BlockingIterable;
import dev.coflow.Flow;
import java.io.PrintStream;

/** What a body throws is what its reader gets, after the values. Twisted: the failing producer of the test suite. */
final class Failure {

    private Failure() {}

    static Flow<String> failing() {
        return Flow.generate(out -> {
            out.emit("x");
            throw new ArithmeticException("/ by zero");
        });
    }

    static void run(PrintStream out) {
        print(failing(), out); // x, java.lang.ArithmeticException: / by zero
        print(failing().trap(ArithmeticException.class, e -> "no quotient"), out); // x, no quotient
    }

    private static void print(Flow<String> flow, PrintStream out) {
        try (BlockingIterable<String> items = flow.toIterable()) {
            for (String item : items) {
                out.println(item);
            }
        } catch (ArithmeticException e) {
            out.println(e);
        }
    }
}
