package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

/** A future that completes while the flow is under way joins in like any input. Twisted: {@code wrap(deferred)}. */
final class FutureInput {

    private FutureInput() {}

    static Flow<Object> merged() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Flow<Integer> numbers = Flow.generate(out -> {
            out.emit(1);
            out.emit(2);
            out.cooperate();
            future.complete("test");
            out.emit(3);
        });
        return Flow.merge(Flow.fromFuture(() -> future), numbers);
    }

    static void run(PrintStream out) {
        merged().toList().forEach(out::println); // 1, 2, 3 in this order, and test among them
    }
}
