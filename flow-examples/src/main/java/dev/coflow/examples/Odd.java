package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;

/** A stage over a body that gives its turn away in between. Twisted: {@code Filter}. */
final class Odd {

    private Odd() {}

    static Flow<Integer> odd() {
        return Flow.<Integer>generate(out -> {
                    out.emit(1);
                    out.emit(2);
                    out.cooperate();
                    out.emit(3);
                })
                .filter(x -> x % 2 == 1);
    }

    static void run(PrintStream out) {
        odd().toList().forEach(out::println); // 1, 3
    }
}
