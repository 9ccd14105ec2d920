package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.FlowDeferred;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Someone else's callback pushes values into a sink of Reactor, and a flow reads them; the collecting starts before the first
 * value. Twisted: {@code Callback} with {@code result}, {@code finish} and {@code errback}.
 */
final class Callback {

    private Callback() {}

    static void run(PrintStream out) {
        Sinks.Many<Integer> numbers = Sinks.many().unicast().onBackpressureBuffer();
        FlowDeferred<List<Integer>> collected = FlowDeferred.collect(Flow.from(numbers.asFlux()));
        push(numbers, 9);
        numbers.tryEmitComplete().orThrow();
        out.println(collected.block()); // [0, 1, 2, 3, 4, 5, 6, 7, 8]

        Sinks.Many<Integer> broken = Sinks.many().unicast().onBackpressureBuffer();
        FlowDeferred<List<Integer>> failing = FlowDeferred.collect(Flow.from(broken.asFlux()));
        push(broken, 3);
        broken.tryEmitError(new IOException("line lost")).orThrow();
        out.println(failing.map(List::toString)
                .onErrorResume(e -> Mono.just(e.toString()))
                .block()); // java.io.IOException: line lost
    }

    private static void push(Sinks.Many<Integer> sink, int count) {
        for (int i = 0; i < count; i++) {
            sink.tryEmitNext(i).orThrow();
        }
    }
}
