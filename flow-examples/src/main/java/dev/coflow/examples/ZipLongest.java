package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;
import java.util.Optional;

/** Pairs the items of two flows until both have ended. Twisted: {@code Zip} at uneven ends. */
final class ZipLongest {

    private ZipLongest() {}

    static Flow<String> zipped() {
        Flow<Integer> numbers = Words.numbers();
        Flow<String> letters = Flow.of("a", "b");
        return Flow.zipLongest(numbers, letters, (number, letter) -> "(" + text(number) + "," + text(letter) + ")");
    }

    private static String text(Optional<?> item) {
        return item.map(Object::toString).orElse("-");
    }

    static void run(PrintStream out) {
        zipped().toList().forEach(out::println); // (1,a), (2,b), (3,-)
    }
}
