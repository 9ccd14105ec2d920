package dev.coflow.reactor.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Connections of a factory, counted when they are taken and when they are given back; giving back may fail. */
final class CountedConnections implements ConnectionFactory {

    private final ConnectionFactory factory;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile RuntimeException failure;

    CountedConnections(ConnectionFactory factory) {
        this.factory = factory;
    }

    /** From now on connections are closed with an error. */
    void failWith(RuntimeException error) {
        failure = error;
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(factory.create()).map(this::counted);
    }

    private Connection counted(Connection connection) {
        taken.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return Mono.from(connection.close())
                                .doFirst(closed::incrementAndGet)
                                .then(failure == null ? Mono.empty() : Mono.error(failure));
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return factory.getMetadata();
    }

    int taken() {
        return taken.get();
    }

    int closed() {
        return closed.get();
    }
}
