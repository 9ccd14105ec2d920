package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An iterator that may block is iterated on a thread for blocking work; values come before its error, and a later stage says
 * when it is through. Twisted: {@code Threaded}; 2003: a threaded stage with {@code onFinish}.
 */
final class ThreadedCountdown {

    private ThreadedCountdown() {}

    static Flow<Integer> countdown(int n) {
        return Flow.threaded(() -> IntStream.iterate(n, i -> i > 0, i -> i - 1).boxed()::iterator);
    }

    static Flow<Integer> broken() {
        return Flow.threadedStream(() -> Stream.of("1", "x").map(Integer::valueOf));
    }

    static void run(PrintStream out) {
        Flow.of(5)
                .concatMap(ThreadedCountdown::countdown, () -> out.println("finished"))
                .as(ReactorFlow::toFlux)
                .doOnNext(out::println)
                .blockLast(); // 5, 4, 3, 2, 1, finished

        broken().as(ReactorFlow::toFlux)
                .doOnNext(out::println)
                .doOnError(out::println)
                .onErrorComplete()
                .blockLast(); // 1, java.lang.NumberFormatException: For input string: "x"
    }
}
