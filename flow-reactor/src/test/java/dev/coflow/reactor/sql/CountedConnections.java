package dev.coflow.reactor.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Connections of a factory, counted when they are taken and when they are given back; what they are told may fail. */
final class CountedConnections implements ConnectionFactory {

    private final ConnectionFactory factory;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Map<String, Callable<Publisher<?>>> behind = new ConcurrentHashMap<>();

    CountedConnections(ConnectionFactory factory) {
        this.factory = factory;
    }

    /** What follows a method's success from now on. */
    void behind(String method, Callable<Publisher<?>> action) {
        behind.put(method, action);
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(factory.create()).map(this::counted);
    }

    private Connection counted(Connection connection) {
        taken.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean closing = method.getName().equals("close");
                    if (closing) {
                        closed.incrementAndGet();
                    }
                    Object result;
                    try {
                        result = method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    Callable<Publisher<?>> next = behind.get(method.getName());
                    if (next == null) {
                        return result;
                    }
                    Mono<?> done = Mono.from((Publisher<?>) result).cache();
                    if (closing) {
                        done.subscribe(); // or it would stay open
                    }
                    return done.then(Mono.from(next.call()));
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
