package dev.coflow.benchmarks;

import dev.coflow.reactor.sql.R2dbcQuery;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Flux;

/** Rows of a query of H2 in memory, each query on a connection of its own; counted by rows. */
@OperationsPerInvocation(RowsBenchmark.ROWS)
public class RowsBenchmark extends Measured {

    static final int ROWS = 1_000;

    private static final String SQL = "SELECT X FROM SYSTEM_RANGE(1, " + ROWS + ")";

    private final ConnectionFactory connections =
            ConnectionFactories.get("r2dbc:h2:mem:///rows?options=DB_CLOSE_DELAY=-1");

    @Benchmark
    public long flow() {
        return Demand.UNBOUNDED.drain(R2dbcQuery.of(connections, SQL).rows(row -> row.get(0, Long.class)));
    }

    @Benchmark
    public long reactor() {
        return Demand.UNBOUNDED.drain(Flux.usingWhen(
                connections.create(),
                connection -> Flux.from(connection.createStatement(SQL).execute())
                        .concatMap(result -> result.map((row, metadata) -> row.get(0, Long.class))),
                Connection::close));
    }
}
