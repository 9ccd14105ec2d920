package dev.coflow.reactor.sql;

import dev.coflow.Flow;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * An SQL statement over R2DBC, whose rows are a flow. Immutable; every method returns another query.
 *
 * <pre>{@code
 * Flow<String> names = R2dbcQuery.of(pool, "SELECT name FROM person WHERE age >= $1")
 *         .bind(18)
 *         .fetchSize(100)
 *         .rows(row -> row.get("name", String.class));
 * }</pre>
 *
 * <p><b>Connections.</b> Each subscription takes a connection of its own and gives it back once: after the last row, before the end
 * is told, or on an error or a cancel. A query over a {@link Connection}, as in a {@link R2dbcTransaction}, leaves that open.
 *
 * <p><b>Demand.</b> Rows are asked for as far as there is demand. Whether the driver reads them from the server that way is its own
 * affair: with PostgreSQL it takes a {@link #fetchSize}.
 *
 * <p><b>Threads.</b> The mapper is called by the driver, on its event loop as a rule: not in a turn, and it must not block.
 *
 * <p><b>Errors.</b> What the driver says of a wrong statement or binding passes unchanged. Where it refuses a value, a suppressed
 * exception says in which statement.
 *
 * <p>Source: Twisted's {@code QueryIterator}.
 */
public final class R2dbcQuery {

    private final Connections connections;
    private final String sql;
    private final List<Object> values;
    private final List<Consumer<? super Statement>> settings;

    private R2dbcQuery(
            Connections connections, String sql, List<Object> values, List<Consumer<? super Statement>> settings) {
        this.connections = connections;
        this.sql = Objects.requireNonNull(sql, "sql");
        this.values = values;
        this.settings = settings;
    }

    /**
     * A statement without values bound.
     *
     * @param connections where each subscription takes its connection from; a pool, or a driver's factory
     * @param sql one statement, with the placeholders of its database
     * @return the query
     */
    public static R2dbcQuery of(ConnectionFactory connections, String sql) {
        return new R2dbcQuery(Connections.from(connections), sql, List.of(), List.of());
    }

    /**
     * A statement over a connection that is somebody else's, and stays open. A connection executes one statement after the other: read
     * the rows to their end, or cancel, before the next.
     *
     * @param connection the connection
     * @param sql one statement, with the placeholders of its database
     * @return the query
     */
    public static R2dbcQuery of(Connection connection, String sql) {
        return new R2dbcQuery(Connections.only(connection), sql, List.of(), List.of());
    }

    /**
     * The same with values for all placeholders, in their order, in place of those bound before.
     *
     * @param all the values; for NULL, {@code Parameters.in} of its type; an array as one value, with a cast to {@code Object}
     * @return the query
     * @throws IllegalArgumentException if a value is null
     */
    public R2dbcQuery bind(Object... all) {
        require(all, "value 0");
        for (int i = 0; i < all.length; i++) {
            require(all[i], "value " + i);
        }
        return new R2dbcQuery(connections, sql, List.of(all), settings);
    }

    /**
     * The same with a value for a placeholder.
     *
     * @param name the placeholder's name, as the driver wants it: {@code "$1"}, for example
     * @param value the value; for NULL, {@code Parameters.in} of its type
     * @return the query
     * @throws IllegalArgumentException if the value is null
     */
    public R2dbcQuery bindNamed(String name, Object value) {
        Objects.requireNonNull(name, "name");
        require(value, "the value of " + name);
        return with(statement -> statement.bind(name, value));
    }

    @SuppressWarnings("NullAway") // callers outside may not be checked
    private static void require(Object value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(
                    what + " is required but it was null: for NULL, bind Parameters.in(type) of its type");
        }
    }

    /**
     * The same with a number of rows that the driver is to read at once; its own choice otherwise, which may be all.
     *
     * @param rows more than zero
     * @return the query
     * @throws IllegalArgumentException if it is not
     */
    public R2dbcQuery fetchSize(int rows) {
        if (rows <= 0) {
            throw new IllegalArgumentException("rows > 0 required but it was " + rows);
        }
        return with(statement -> statement.fetchSize(rows));
    }

    /**
     * The same with whatever else the driver's statement can be told: {@code statement -> statement.returnGeneratedValues("id")}, for
     * example.
     *
     * @param setting is called for each subscription, after the values were bound
     * @return the query
     */
    public R2dbcQuery with(Consumer<? super Statement> setting) {
        Objects.requireNonNull(setting, "setting");
        List<Consumer<? super Statement>> all = new ArrayList<>(settings);
        all.add(setting);
        return new R2dbcQuery(connections, sql, values, List.copyOf(all));
    }

    /**
     * Executes the statement on each subscription, and gives the rows in their order.
     *
     * @param <T> the items
     * @param mapper makes an item of a row, which is valid for that call alone; not null
     * @return a flow of the items
     */
    public <T> Flow<T> rows(Function<? super Readable, ? extends T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return results(result -> result.map(row -> item(mapper, row)));
    }

    private static <T> T item(Function<? super Readable, ? extends T> mapper, Readable row) {
        return Objects.requireNonNull(
                mapper.apply(row),
                "rows: an item is required but the mapper returned null: map a column that may be NULL to an Optional");
    }

    /**
     * Executes the statement on each subscription, and gives the number of rows that it has changed.
     *
     * @return a flow of one number as a rule; of none if the statement changes no rows by its nature, and the driver says nothing then
     */
    public Flow<Long> rowsUpdated() {
        return results(Result::getRowsUpdated);
    }

    private <T> Flow<T> results(Function<? super Result, ? extends Publisher<T>> reader) {
        return connections.use(
                connection -> Flow.from(executed(statement(connection))).concatMap(reader::apply));
    }

    /** Some drivers look at the values only now. */
    private Flux<? extends Result> executed(Statement statement) {
        return Flux.from(statement.execute())
                .doOnError(IndexOutOfBoundsException.class, e -> BindingNote.add(e, values.size(), sql));
    }

    private Statement statement(Connection connection) {
        Statement statement = connection.createStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            try {
                statement.bind(i, values.get(i));
            } catch (RuntimeException e) {
                BindingNote.add(e, values.size(), sql);
                throw e;
            }
        }
        settings.forEach(setting -> setting.accept(statement));
        return statement;
    }
}
