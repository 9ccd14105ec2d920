package dev.coflow.reactor.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** One execution of a {@link JdbcQuery}, and the connection it has for that. Confined to the thread that reads, but for cancel. */
final class JdbcExecution {

    /** After this a cancel is tried again: one that meets the statement before its server has begun it does nothing, and does not say so. */
    private static final long NEXT_TRY_MILLIS = 100;

    private final JdbcQuery query;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean cancelled;
    private @Nullable PreparedStatement cancellable; // under the lock
    private @Nullable Connection connection;
    private @Nullable PreparedStatement statement;

    JdbcExecution(JdbcQuery query) {
        this.query = query;
    }

    /** What a statement is executed for. */
    private interface Result<T> {
        Stream<T> of(PreparedStatement statement) throws SQLException;
    }

    <T> Stream<T> rows(JdbcQuery.RowMapper<? extends T> mapper) throws SQLException {
        return execute(prepared -> StreamSupport.stream(new Rows<T>(prepared.executeQuery(), mapper), false));
    }

    Stream<Long> rowsUpdated() throws SQLException {
        return execute(prepared -> {
            long rows = prepared.executeLargeUpdate();
            commit();
            return Stream.of(rows);
        });
    }

    /** The stream closes what was opened for it. */
    private <T> Stream<T> execute(Result<T> result) throws SQLException {
        try {
            return result.of(prepare()).onClose(this::closeFromStream);
        } catch (Throwable e) {
            try {
                close();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            if (cancelled) {
                return Stream.empty(); // nobody is told, and that it was cancelled is no news
            }
            throw e;
        }
    }

    private PreparedStatement prepare() throws SQLException {
        connection = query.connections().getConnection();
        if (query.fetchSize() > 0) {
            connection.setAutoCommit(false);
        }
        PreparedStatement prepared = connection.prepareStatement(query.sql());
        statement = prepared;
        if (query.fetchSize() > 0) {
            prepared.setFetchSize(query.fetchSize());
        }
        query.bindTo(prepared);
        lock.lock();
        try {
            if (cancelled) {
                throw new SQLException("cancelled");
            }
            cancellable = prepared;
        } finally {
            lock.unlock();
        }
        return prepared;
    }

    @SuppressWarnings("NullAway") // there is a connection while its statement executes
    private void commit() throws SQLException {
        if (query.fetchSize() > 0) {
            connection.commit();
        }
    }

    /** Any thread; returns at once. */
    void cancel() {
        cancelled = true;
        try {
            Schedulers.boundedElastic().schedule(this::cancelStatement);
        } catch (RejectedExecutionException e) {
            Operators.onErrorDropped(e, Context.empty());
        }
    }

    private void cancelStatement() {
        lock.lock();
        try {
            if (cancellable != null) {
                cancellable.cancel();
                Schedulers.boundedElastic().schedule(this::cancelStatement, NEXT_TRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (SQLException e) { // this driver cannot; the thread was interrupted
            Operators.onErrorDropped(e, Context.empty());
        } finally {
            lock.unlock();
        }
    }

    private void closeFromStream() {
        try {
            close();
        } catch (SQLException e) {
            throw JdbcExecution.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("try") // the statement is there to be closed
    private void close() throws SQLException {
        lock.lock();
        try {
            cancellable = null;
        } finally {
            lock.unlock();
        }
        try (Connection opened = connection;
                PreparedStatement prepared = statement) {
            if (opened != null && query.fetchSize() > 0) {
                endTransaction(opened);
            }
        }
    }

    /** What is complete was committed. */
    private static void endTransaction(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    /** Lets a checked error out of a stream as it is. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }

    /** The rows of a result, in order. */
    private final class Rows<T> extends Spliterators.AbstractSpliterator<T> {
        private final ResultSet rows;
        private final JdbcQuery.RowMapper<? extends T> mapper;

        Rows(ResultSet rows, JdbcQuery.RowMapper<? extends T> mapper) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.rows = rows;
            this.mapper = mapper;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            T item;
            try {
                if (!rows.next()) {
                    commit();
                    return false;
                }
                item = mapper.map(rows);
            } catch (SQLException e) {
                if (cancelled) {
                    return false;
                }
                throw JdbcExecution.<RuntimeException>unchecked(e);
            }
            action.accept(
                    Objects.requireNonNull(
                            item,
                            "rows: an item is required but the mapper returned null: map a column that may be NULL to an Optional"));
            return true;
        }
    }
}
