package dev.coflow.reactor.sql;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * An SQL statement over JDBC, whose rows are a flow. Executed and read beside the run, on a thread for blocking work (Reactor's
 * {@code boundedElastic}), as with {@link Flow#threaded}. Immutable; every method returns another query.
 *
 * <pre>{@code
 * Flow<String> names = JdbcQuery.of(dataSource, "SELECT name FROM person WHERE age >= ?")
 *         .bind(18)
 *         .fetchSize(100)
 *         .rows(row -> row.getString("name"));
 * }</pre>
 *
 * <p><b>Connections.</b> Each subscription takes a connection of its own at the first request, and gives it back once: behind the last row,
 * which is seen by a request after it, on an error or on a cancel. Without auto-commit, which {@link #fetchSize} turns off for the
 * statement, it commits when the rows were read to their end, and rolls back otherwise.
 *
 * <p><b>Demand.</b> A row is read when there is demand for it. How many the driver has read by then is its own affair; see
 * {@link #fetchSize}.
 *
 * <p><b>Cancellation.</b> The statement is cancelled, and its thread interrupted. Where neither helps within two seconds, as with
 * PostgreSQL while it fetches more rows of a cursor, the connection is aborted. An interrupt closes the files of H2 under all its
 * connections, unless its URL says {@code jdbc:h2:async:}.
 *
 * <p><b>Errors.</b> What the driver throws passes unchanged, behind the rows before. Where it refuses a value, a suppressed exception
 * says in which statement.
 *
 * <p>Source: Twisted's {@code QueryIterator} in {@code Threaded}.
 */
public final class JdbcQuery {

    private final DataSource connections;
    private final String sql;
    private final @Nullable Object[] values;
    private final int fetchSize; // 0: the driver's choice

    private JdbcQuery(DataSource connections, String sql, @Nullable Object[] values, int fetchSize) {
        this.connections = Objects.requireNonNull(connections, "connections");
        this.sql = Objects.requireNonNull(sql, "sql");
        this.values = values;
        this.fetchSize = fetchSize;
    }

    /**
     * Makes an item of a row.
     *
     * @param <T> the item
     */
    @FunctionalInterface
    public interface RowMapper<T> {

        /**
         * Called on the thread that reads, for each row.
         *
         * @param row the result set, at the row; neither to be moved nor to be closed
         * @return the item, not null
         * @throws SQLException to end the flow with that error
         */
        T map(ResultSet row) throws SQLException;
    }

    /**
     * A statement without values bound.
     *
     * @param connections where each subscription takes its connection from
     * @param sql one statement, with {@code ?} for values
     * @return the query
     */
    public static JdbcQuery of(DataSource connections, String sql) {
        return new JdbcQuery(connections, sql, new Object[0], 0);
    }

    /**
     * The same with values for all placeholders, in their order, in place of those bound before.
     *
     * @param all the values; null is NULL; an array as one value, with a cast to {@code Object}
     * @return the query
     */
    @SuppressWarnings("NullAway") // callers outside may not be checked: one null comes as no array
    public JdbcQuery bind(@Nullable Object... all) {
        @Nullable Object[] copy = all == null ? new Object[] {null} : Arrays.copyOf(all, all.length);
        return new JdbcQuery(connections, sql, copy, fetchSize);
    }

    /**
     * The same with a number of rows that the driver is to read at once; its own choice otherwise, which may be all. The statement
     * is executed without auto-commit then, as PostgreSQL wants it.
     *
     * @param rows more than zero
     * @return the query
     * @throws IllegalArgumentException if it is not
     */
    public JdbcQuery fetchSize(int rows) {
        if (rows <= 0) {
            throw new IllegalArgumentException("rows > 0 required but it was " + rows);
        }
        return new JdbcQuery(connections, sql, values, rows);
    }

    /**
     * Executes the statement on each subscription, and gives the rows in their order.
     *
     * @param <T> the items
     * @param mapper makes an item of a row
     * @return a flow of the items
     */
    public <T> Flow<T> rows(RowMapper<? extends T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return execute(execution -> execution.rows(mapper));
    }

    /**
     * Executes the statement on each subscription, and gives the number of rows that it has changed.
     *
     * @return a flow of one number; it is committed
     */
    public Flow<Long> rowsUpdated() {
        return execute(JdbcExecution::rowsUpdated);
    }

    /** How the result of an execution is read. */
    private interface Reader<T> {
        Stream<T> read(JdbcExecution execution) throws SQLException;
    }

    private <T> Flow<T> execute(Reader<T> reader) {
        return Flow.from(Flux.deferContextual(context -> {
            JdbcExecution execution = new JdbcExecution(this, context);
            return ReactorFlow.toFlux(Flow.threadedStream(() -> reader.read(execution)))
                    .doOnCancel(execution::cancel);
        }));
    }

    DataSource connections() {
        return connections;
    }

    String sql() {
        return sql;
    }

    int fetchSize() {
        return fetchSize;
    }

    void bindTo(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            try {
                statement.setObject(i + 1, values[i]);
            } catch (SQLException | RuntimeException e) {
                BindingNote.add(e, values.length, sql);
                throw e;
            }
        }
    }
}
