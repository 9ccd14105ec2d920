package dev.coflow.reactor.sql;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections of a data source, counted when they are taken and when they are closed, and what they execute. */
final class CountedDataSource implements DataSource {

    private final DataSource source;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger executions = new AtomicInteger();
    private volatile boolean ignoresCancels;

    CountedDataSource(DataSource source) {
        this.source = source;
    }

    int open() {
        return open.get();
    }

    /** How often a statement began to execute. */
    int executions() {
        return executions.get();
    }

    /** From now on statements are not cancelled when they are told to, as some are not. */
    void ignoreCancels() {
        ignoresCancels = true;
    }

    /** The same with connections that do not commit by themselves. */
    DataSource withoutAutoCommit() {
        return proxy(DataSource.class, this, (method, result) -> {
            if (result instanceof Connection connection) {
                connection.setAutoCommit(false);
            }
            return result;
        });
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = source.getConnection();
        open.incrementAndGet();
        AtomicBoolean closed = new AtomicBoolean();
        return proxy(Connection.class, connection, (method, result) -> {
            if (method.equals("close") && closed.compareAndSet(false, true)) {
                open.decrementAndGet();
            }
            return result instanceof PreparedStatement statement ? counted(statement) : result;
        });
    }

    private PreparedStatement counted(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        executions.incrementAndGet();
                    }
                    if (method.getName().equals("cancel") && ignoresCancels) {
                        return null;
                    }
                    return call(() -> method.invoke(statement, arguments));
                });
    }

    private interface After {
        Object call(String method, Object result) throws SQLException;
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(
                CountedDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        after.call(method.getName(), call(() -> method.invoke(target, arguments)))));
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
