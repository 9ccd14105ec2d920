package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;

/** The smallest body: a loop that emits. Twisted: the {@code Counter} of the how-to. */
final class Counter {

    private Counter() {}

    static Flow<Integer> counter(int n) {
        return Flow.generate(out -> {
            for (int i = n; i > 0; i--) {
                out.emit(i);
            }
        });
    }

    static void run(PrintStream out) {
        counter(3).toList().forEach(out::println); // 3, 2, 1
    }
}
