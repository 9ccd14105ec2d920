package dev.coflow.reactor.sql;

import dev.coflow.Flow;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where queries take their connection from. */
interface Connections {

    /** A flow over a connection that is taken when it is subscribed to, and given back when it has ended. */
    <T> Flow<T> use(Function<? super Connection, ? extends Flow<T>> work);

    static Connections from(ConnectionFactory factory) {
        Objects.requireNonNull(factory, "connections");
        return new Connections() {
            @Override
            public <T> Flow<T> use(Function<? super Connection, ? extends Flow<T>> work) {
                return Flow.from(Flux.usingWhen(new TakenConnection(factory), work, Connections::close));
            }
        };
    }

    static Connections only(Connection connection) {
        Objects.requireNonNull(connection, "connection");
        return new Connections() {
            @Override
            public <T> Flow<T> use(Function<? super Connection, ? extends Flow<T>> work) {
                return Flow.from(Flux.defer(() -> work.apply(connection)));
            }
        };
    }

    /** An error of it changes nothing about the rows, which were read. */
    static Mono<Void> close(Connection connection) {
        return CleanUp.of(connection::close);
    }
}
