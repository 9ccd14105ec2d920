package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** The items as one item, with any collector of {@code java.util.stream}. Twisted: a consumer that collects. */
final class Collected {

    private Collected() {}

    static void run(PrintStream out) {
        Flow.of(1, 2, 3).collect(Collectors.toList()).toList().forEach(out::println); // [1, 2, 3]
    }
}
