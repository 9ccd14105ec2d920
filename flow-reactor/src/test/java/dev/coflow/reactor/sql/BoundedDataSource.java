package dev.coflow.reactor.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A pool of so many connections. Who waits longer than a while for one gets an error: one was not given back. */
final class BoundedDataSource implements AutoCloseable {

    private static final int LIMIT_SECONDS = 90;

    private final DataSource source;
    private final int size;
    private final Semaphore permits;
    private final Deque<Connection> idle = new ArrayDeque<>(); // under its monitor
    private final AtomicInteger mostTaken = new AtomicInteger();

    BoundedDataSource(DataSource source, int size) {
        this.source = source;
        this.size = size;
        this.permits = new Semaphore(size, true);
    }

    DataSource asDataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return take();
                });
    }

    int taken() {
        return size - permits.availablePermits();
    }

    /** Threads that wait for a connection. */
    int waiting() {
        return permits.getQueueLength();
    }

    int mostTaken() {
        return mostTaken.get();
    }

    private Connection take() throws SQLException {
        try {
            if (!permits.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLException("no connection was given back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection", e);
        }
        mostTaken.accumulateAndGet(taken(), Math::max);
        try {
            return lent(idleOrNew());
        } catch (SQLException | RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private Connection idleOrNew() throws SQLException {
        Connection connection;
        synchronized (idle) {
            connection = idle.poll();
        }
        return connection == null || connection.isClosed() ? source.getConnection() : connection;
    }

    /** Its close gives it back. */
    private Connection lent(Connection connection) {
        AtomicBoolean closed = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (closed.compareAndSet(false, true)) {
                            giveBack(connection);
                        }
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void giveBack(Connection connection) throws SQLException {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                throw new SQLException("given back without auto-commit");
            }
            synchronized (idle) {
                idle.push(connection);
            }
        } finally {
            permits.release();
        }
    }

    @Override
    public void close() throws SQLException {
        synchronized (idle) {
            for (Connection connection : idle) {
                connection.close();
            }
        }
    }
}
