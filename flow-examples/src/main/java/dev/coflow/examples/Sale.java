package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.sql.R2dbcQuery;
import dev.coflow.reactor.sql.R2dbcTransaction;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.io.PrintStream;

/** A transaction is a body: it commits when the body returns, and rolls back when it throws. */
final class Sale {

    private Sale() {}

    static Flow<String> sell(ConnectionFactory database, String item) {
        return R2dbcTransaction.task(database, (turn, connection) -> {
            R2dbcQuery note = R2dbcQuery.of(connection, "INSERT INTO sold (item) VALUES ($1)");
            turn.await(note.bind(item).rowsUpdated());
            R2dbcQuery take =
                    R2dbcQuery.of(connection, "UPDATE stock SET pieces = pieces - 1 WHERE item = $1 AND pieces > 0");
            if (turn.await(take.bind(item).rowsUpdated()) == 0) {
                throw new IllegalStateException(item + ": sold out");
            }
            return item + ": sold";
        });
    }

    static void run(PrintStream out) {
        ConnectionFactory database = ConnectionFactories.get("r2dbc:h2:mem:///sale?options=DB_CLOSE_DELAY=-1");
        for (String sql : new String[] {
            "CREATE TABLE stock (item VARCHAR(20), pieces INT)",
            "CREATE TABLE sold (item VARCHAR(20))",
            "INSERT INTO stock VALUES ('lamp', 1)"
        }) {
            R2dbcQuery.of(database, sql).rowsUpdated().toList();
        }
        for (int customer = 1; customer <= 2; customer++) {
            Flow<String> sale = sell(database, "lamp").trap(IllegalStateException.class, Throwable::getMessage);
            sale.toStream().forEach(out::println);
        }
        Flow<Long> sold =
                R2dbcQuery.of(database, "SELECT COUNT(*) AS sold FROM sold").rows(row -> row.get("sold", Long.class));
        out.println("noted: " + sold.toList());
    }
}
