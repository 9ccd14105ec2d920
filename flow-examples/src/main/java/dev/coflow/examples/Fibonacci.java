package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;
import reactor.core.publisher.Flux;

/**
 * An endless body. It goes on only as far as there is demand, and ends where the reader cancels; {@code take} is Reactor's,
 * put around the flow by {@code transform}.
 */
final class Fibonacci {

    private Fibonacci() {}

    static Flow<Long> fibonacci() {
        return Flow.generate(out -> {
            long a = 0;
            long b = 1;
            while (true) {
                out.emit(a);
                long next = a + b;
                a = b;
                b = next;
            }
        });
    }

    static void run(PrintStream out) {
        fibonacci().transform(numbers -> Flux.from(numbers).take(10)).toList().forEach(out::println);
    }
}
