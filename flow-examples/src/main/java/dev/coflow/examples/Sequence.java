package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;
import java.util.List;

/**
 * A pipeline that is executed several times is a function from its argument to a flow; one item becomes several, and an
 * action runs when all are through. 2003: {@code addSequence(fn, onFinish)} and {@code execute(data)}.
 */
final class Sequence {

    private Sequence() {}

    static Flow<Integer> pipeline(int data, Runnable onFinish) {
        return Flow.of(data)
                .concatMapIterable(d -> List.of(1, 1 + d, 1 + 2 * d), onFinish)
                .map(x -> x + 1);
    }

    static void run(PrintStream out) {
        execute(2, out); // 2, 4, 6, finished
        execute(11, out); // 2, 13, 24, finished
    }

    private static void execute(int data, PrintStream out) {
        pipeline(data, () -> out.println("finished"))
                .as(ReactorFlow::toFlux)
                .doOnNext(out::println)
                .blockLast();
    }
}
