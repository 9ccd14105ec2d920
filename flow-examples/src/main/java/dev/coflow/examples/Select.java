package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;
import java.time.Duration;

/**
 * A body that serves two sources, whichever is ready, and treats each in its own way; a merge would not tell them apart. Twisted:
 * {@code Concurrent}.
 */
final class Select {

    private Select() {}

    static Flow<String> served(Flow<String> guests, Flow<Integer> calls) {
        return Flow.generate(out -> {
            Pull<String> door = out.pull(guests);
            Pull<Integer> phone = out.pull(calls);
            for (var ready = out.select(door, phone); ready.isPresent(); ready = out.select(door, phone)) {
                out.emit(ready.get() == door ? "come in, " + door.next() : "table " + phone.next() + " is yours");
            }
        });
    }

    static Flow<String> evening(Duration quarter) {
        Flow<String> guests = Flow.generate(out -> {
            out.emit("James");
            out.cooperate(quarter.multipliedBy(2));
            out.emit("Wendy");
        });
        Flow<Integer> calls = Flow.generate(out -> {
            out.cooperate(quarter);
            out.emit(7);
            out.cooperate(quarter.multipliedBy(2));
            out.emit(8);
        });
        return served(guests, calls);
    }

    static void run(PrintStream out) {
        evening(Duration.ofMillis(50))
                .as(ReactorFlow::toFlux)
                .doOnNext(out::println)
                .blockLast(); // come in, James; table 7 is yours; come in, Wendy; table 8 is yours
    }
}
