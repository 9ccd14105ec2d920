package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;

/**
 * A body that reads a flow item by item, and emits what it likes. Twisted: {@code yield producer; for result in producer},
 * the consumer of the how-to, in one line.
 */
final class Consumer {

    private Consumer() {}

    static Flow<Integer> consumer(Flow<Integer> producer) {
        return Flow.generate(out -> {
            for (int x : out.pull(producer)) {
                if (x != 2) {
                    out.emit(x);
                }
            }
        });
    }

    static void run(PrintStream out) {
        consumer(Counter.counter(3)).toList().forEach(out::println); // 3, 1
    }
}
