package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;

/** A flow without stages completes, prints nothing, and that is no error. 2003: {@code Flow().execute()}. */
final class Nothing {

    private Nothing() {}

    static void run(PrintStream out) {
        Flow.empty().toList().forEach(out::println);
    }
}
