package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;

/** A function that drops an item returns null, and the next stages never see it. 2003: {@code addFunction(fn, stop)}. */
final class StopValue {

    private StopValue() {}

    static Flow<Integer> odd() {
        return Flow.of(0, 1, 2, 3, 4, 5).mapNotNull(x -> x % 2 == 1 ? x : null);
    }

    static void run(PrintStream out) {
        odd().toList().forEach(out::println); // 1, 3, 5
    }
}
