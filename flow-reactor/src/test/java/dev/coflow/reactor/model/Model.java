package dev.coflow.reactor.model;

import dev.coflow.Flow;
import java.time.Duration;
import org.reactivestreams.Subscriber;

/**
 * A reference for the engine: executes the stages of a flow one turn at a time, by one thread, as the design describes them. It knows
 * neither races nor fusion nor speed, and trusts that whatever it meets keeps the rules of Reactive Streams. One for each execution.
 */
public final class Model {

    private final Turns turns = new Turns();

    /** The time since the start; it passes only while nothing can be done. */
    public Duration now() {
        return Duration.ofNanos(turns.now());
    }

    /** Subscribes to a flow, and returns when nothing is left to do. */
    public <T> void execute(Flow<T> flow, Subscriber<? super T> subscriber) {
        Scope scope = new Scope(() -> {});
        turns.add(() -> Interpreter.publisher(flow, turns, scope, false).subscribe(subscriber));
        turns.serveAll();
    }
}
