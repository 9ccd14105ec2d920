package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;

/** Pairs the items of two flows. Twisted: {@code Zip}. */
final class Zip {

    private Zip() {}

    static Flow<String> zipped() {
        return Flow.zip(Words.words(), Words.numbers(), (word, number) -> "(" + word + "," + number + ")");
    }

    static void run(PrintStream out) {
        zipped().toList().forEach(out::println); // (one,1), (two,2), (three,3)
    }
}
