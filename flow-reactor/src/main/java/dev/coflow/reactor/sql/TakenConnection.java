package dev.coflow.reactor.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A connection for each subscriber, who gets it or has cancelled, never both. A pool takes a cancel as leave to hand the connection
 * to the next in its queue, also when that cancel meets the connection on its way down: r2dbc-pool 1.0.2 does, and two
 * transactions then share what each believes to be its own.
 */
final class TakenConnection extends Mono<Connection> {

    /** Not a Mono, which cancels what has delivered. */
    private final Flux<Connection> source;

    TakenConnection(ConnectionFactory factory) {
        source = Flux.defer(() -> Flux.from(factory.create()));
    }

    @Override
    public void subscribe(CoreSubscriber<? super Connection> actual) {
        source.subscribe(new Taking(actual));
    }

    private enum State {
        WAITING,
        SETTLED,
        CANCELLED
    }

    private static final class Taking implements CoreSubscriber<Connection>, Subscription {

        private final CoreSubscriber<? super Connection> actual;
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        private @Nullable Subscription upstream;

        Taking(CoreSubscriber<? super Connection> actual) {
            this.actual = actual;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription s) {
            if (Operators.validate(upstream, s)) {
                upstream = s;
                actual.onSubscribe(this);
            }
        }

        @Override
        public void onNext(Connection connection) {
            if (state.compareAndSet(State.WAITING, State.SETTLED)) {
                actual.onNext(connection);
                actual.onComplete();
            } else {
                Connections.close(connection).contextWrite(currentContext()).subscribe();
            }
        }

        @Override
        public void onError(Throwable e) {
            if (state.compareAndSet(State.WAITING, State.SETTLED)) {
                actual.onError(e);
            } else {
                CleanUp.drop(e, currentContext());
            }
        }

        @Override
        public void onComplete() {
            if (state.compareAndSet(State.WAITING, State.SETTLED)) {
                actual.onComplete();
            }
        }

        @Override
        public void request(long n) {
            upstream().request(n);
        }

        @Override
        public void cancel() {
            if (state.compareAndSet(State.WAITING, State.CANCELLED)) {
                upstream().cancel();
            }
        }

        @SuppressWarnings("NullAway") // downstream has this subscription because upstream is set
        private Subscription upstream() {
            return upstream;
        }
    }
}
