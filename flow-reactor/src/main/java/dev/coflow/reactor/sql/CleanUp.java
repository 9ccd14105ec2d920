package dev.coflow.reactor.sql;

import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What is done with a connection when its work is over. The outcome of the work stands, so an error goes to the drop hook. */
final class CleanUp {

    private CleanUp() {}

    static Mono<Void> of(Supplier<? extends Publisher<Void>> action) {
        return Mono.deferContextual(
                context -> Mono.defer(() -> Mono.from(action.get())).onErrorComplete(error -> {
                    drop(error, context);
                    return true;
                }));
    }

    /** A hook that throws stops nothing. */
    static void drop(Throwable error, ContextView context) {
        try {
            Operators.onErrorDropped(error, Context.of(context));
        } catch (Throwable ignored) {
            // the hook was told, which is all it can ask for
        }
    }
}
