package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;
import java.util.stream.Stream;

/**
 * One item at a time goes all the way down: the next is drawn when the one before is through, so a long report needs no
 * memory. 2003: the order of a flow's stages.
 */
final class DepthFirst {

    private DepthFirst() {}

    static Flow<String> pipeline(PrintStream out) {
        return Flow.of("soup")
                .<String>concatMapIterable(dish -> () -> Stream.of("first " + dish, "second " + dish)
                        .peek(item -> out.println("draw " + item))
                        .iterator())
                .map(item -> {
                    out.println("season " + item);
                    return item;
                });
    }

    static void run(PrintStream out) {
        pipeline(out)
                .as(ReactorFlow::toFlux)
                .doOnNext(item -> out.println("serve " + item))
                .blockLast();
    }
}
