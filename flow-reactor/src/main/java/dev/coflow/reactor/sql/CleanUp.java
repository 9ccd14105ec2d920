package dev.coflow.reactor.sql;

import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** What is done with a connection when its work is over. The outcome of the work stands, so an error goes to the drop hook. */
final class CleanUp {

    private CleanUp() {}

    static Mono<Void> of(Supplier<? extends Publisher<Void>> action) {
        return Mono.deferContextual(context -> Mono.from(action.get()).onErrorComplete(error -> {
            Operators.onErrorDropped(error, Context.of(context));
            return true;
        }));
    }
}
