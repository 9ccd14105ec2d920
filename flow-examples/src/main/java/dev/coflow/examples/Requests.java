package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.FlowDeferred;
import java.io.PrintStream;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Two requests of two steps each. Merged they are one run and take turns; as two deferred results they are two runs, and
 * each keeps its own order. Twisted: James and Wendy, {@code Deferred} and {@code DeferredList}.
 */
final class Requests {

    private Requests() {}

    static Flow<String> request(String name) {
        return Flow.generate(out -> {
            out.emit(name + " One");
            out.cooperate();
            out.emit(name + " Two");
        });
    }

    static void run(PrintStream out) {
        Flow.merge(request("James"), request("Wendy"))
                .toList()
                .forEach(out::println); // James One, Wendy One, James Two, Wendy Two

        FlowDeferred<List<String>> james = FlowDeferred.collect(request("James"));
        FlowDeferred<List<String>> wendy = FlowDeferred.collect(request("Wendy"));
        Mono.when(james, wendy).block();
        out.println(james.block()); // [James One, James Two]
        out.println(wendy.block()); // [Wendy One, Wendy Two]
    }
}
