package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;
import java.util.stream.IntStream;

/**
 * A sub-flow is a context: what is accumulated in it ends with it. Inside {@code concatMap} there is a total for each item,
 * outside one for all. 2003: {@code addContext(onFlush)} and {@code addAccumulator}.
 */
final class Totals {

    private Totals() {}

    static Flow<Integer> countdown(int n) {
        return Flow.fromIterable(
                () -> IntStream.iterate(n, i -> i > 0, i -> i - 1).iterator());
    }

    static Flow<Integer> total(int n, Runnable onFlush) {
        return Flow.of(n).concatMap(i -> countdown(i).reduce(0, Integer::sum), onFlush);
    }

    static Flow<Integer> totalOfEach() {
        return Flow.of(2, 1).concatMap(n -> countdown(n).reduce(0, Integer::sum));
    }

    static Flow<Integer> totalOfAll() {
        return Flow.of(2, 1).concatMap(Totals::countdown).reduce(0, Integer::sum);
    }

    static void run(PrintStream out) {
        total(5, () -> out.println("finished"))
                .as(ReactorFlow::toFlux)
                .doOnNext(out::println)
                .blockLast(); // 15, finished
        out.println(totalOfEach().toList()); // [3, 1]
        out.println(totalOfAll().toList()); // [4]
    }
}
