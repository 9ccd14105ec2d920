package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.Pull;
import java.io.PrintStream;

/**
 * Two pulls are two running children; the body waits for whichever it asks. {@code emitAll} passes a whole flow on. Twisted:
 * the producer and the consumer of the test suite.
 */
final class Producer {

    private Producer() {}

    static Flow<String> producer() {
        return Flow.generate(out -> {
            Pull<Integer> numbers = out.pull(Flow.of(1, 2, 3));
            Pull<String> words = out.pull(Words.words());
            while (numbers.hasNext() && words.hasNext()) {
                out.emit("(" + numbers.next() + "," + words.next() + ")");
            }
        });
    }

    static Flow<String> titled() {
        return Flow.generate(out -> {
            out.emit("Title");
            out.emitAll(producer());
        });
    }

    static void run(PrintStream out) {
        titled().toList().forEach(out::println); // Title, (1,one), (2,two), (3,three)
    }
}
