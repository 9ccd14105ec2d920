package dev.coflow.reactor.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** One execution of a {@link JdbcQuery}, and the connection it has for that. Confined to the thread that reads, but for cancel. */
final class JdbcExecution {

    /** After this a cancel is tried again: one that meets the statement before its server has begun it does nothing, and does not say so. */
    private static final long NEXT_TRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** So often; some drivers cancel a statement once and heed no other try. Then the connection is given up. */
    private static final int TRIES = 20;

    private final JdbcQuery query;
    private final ContextView context;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closed = lock.newCondition();
    private final AtomicBoolean cancelling = new AtomicBoolean();

    private volatile boolean cancelled;
    private @Nullable PreparedStatement cancellable; // under the lock
    private @Nullable Connection connection;
    private @Nullable PreparedStatement statement;
    private boolean commits; // by itself, as it was found
    private boolean inTransaction;

    JdbcExecution(JdbcQuery query, ContextView context) {
        this.query = query;
        this.context = context;
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
            } catch (Throwable second) {
                if (second != e) {
                    e.addSuppressed(second);
                }
            }
            if (cancelled && e instanceof SQLException) {
                return Stream.empty(); // nobody is told, and that it was cancelled is no news
            }
            throw e;
        }
    }

    private PreparedStatement prepare() throws SQLException {
        Connection taken = query.connections().getConnection();
        connection = taken;
        commits = taken.getAutoCommit();
        inTransaction = !commits || query.fetchSize() > 0;
        if (commits && inTransaction) {
            taken.setAutoCommit(false);
        }
        PreparedStatement prepared = taken.prepareStatement(query.sql());
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
        if (inTransaction) {
            connection.commit();
        }
    }

    /**
     * Any thread; returns at once. A thread of its own cancels: those for blocking work may all be held by what is to be cancelled.
     */
    void cancel() {
        cancelled = true;
        if (cancelling.compareAndSet(false, true)) {
            Thread thread = new Thread(this::cancelStatement, "flow-jdbc-cancel");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Until the statement is closed. */
    private void cancelStatement() {
        lock.lock();
        try {
            for (int tries = 0; cancellable != null && tries < TRIES; tries++) {
                tryToCancel(cancellable, tries == 0);
                closed.awaitNanos(NEXT_TRY_NANOS);
            }
            if (cancellable != null && connection != null) {
                connection.abort(Runnable::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody has this thread
        } catch (SQLException | RuntimeException e) {
            CleanUp.drop(e, context);
        } finally {
            lock.unlock();
        }
    }

    private void tryToCancel(PreparedStatement executing, boolean first) {
        try {
            executing.cancel();
        } catch (SQLException | RuntimeException e) { // its thread was interrupted, at least
            if (first) {
                CleanUp.drop(e, context);
            }
        }
    }

    private void closeFromStream() {
        try {
            close();
        } catch (SQLException e) {
            if (cancelled) {
                return; // of a connection that was given up, for one
            }
            throw JdbcExecution.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("try") // the statement is there to be closed
    private void close() throws SQLException {
        lock.lock();
        try {
            cancellable = null;
            closed.signalAll();
        } finally {
            lock.unlock();
        }
        try (Connection opened = connection;
                PreparedStatement prepared = statement) {
            if (opened != null && inTransaction) {
                rollBack(opened);
            }
        }
    }

    /** What was read to its end is committed by now. */
    private void rollBack(Connection opened) throws SQLException {
        try {
            opened.rollback();
        } finally {
            if (commits) {
                opened.setAutoCommit(true);
            }
        }
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
