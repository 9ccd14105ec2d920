package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;

/** Takes from the inputs that are ready, in rotation; the order is the same in every run. Twisted: {@code Merge}. */
final class Merge {

    private Merge() {}

    static Flow<Object> merged() {
        return Flow.merge(Words.words(), Words.numbers());
    }

    static void run(PrintStream out) {
        merged().toList().forEach(out::println); // one, 1, two, 2, 3, three
    }
}
