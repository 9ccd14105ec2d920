package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.reactor.sql.R2dbcQuery;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.io.PrintStream;

/** The rows of a query are a flow; a query for each row of another is {@code concatMap}. Twisted's how-to: {@code QueryIterator}. */
final class Query {

    private Query() {}

    static Flow<String> report(ConnectionFactory database) {
        R2dbcQuery departments = R2dbcQuery.of(database, "SELECT id, name FROM department ORDER BY id");
        R2dbcQuery staff = R2dbcQuery.of(database, "SELECT name FROM person WHERE department = $1 ORDER BY name");
        return departments
                .rows(row -> new Department(row.get("id", Integer.class), row.get("name", String.class)))
                .concatMap(department -> Flow.generate(out -> {
                    out.emit(department.name());
                    for (String name :
                            out.pull(staff.bind(department.id()).rows(row -> row.get("name", String.class)))) {
                        out.emit("  " + name);
                    }
                }));
    }

    record Department(int id, String name) {}

    static void run(PrintStream out) {
        ConnectionFactory database = ConnectionFactories.get("r2dbc:h2:mem:///query?options=DB_CLOSE_DELAY=-1");
        fill(database);
        report(database).toStream().forEach(out::println);
    }

    private static void fill(ConnectionFactory database) {
        for (String sql : new String[] {
            "CREATE TABLE department (id INT, name VARCHAR(20))",
            "CREATE TABLE person (name VARCHAR(20), department INT)",
            "INSERT INTO department VALUES (1, 'Marketing'), (2, 'Development')",
            "INSERT INTO person VALUES ('Rita', 1), ('Bob', 2), ('Ann', 2)"
        }) {
            R2dbcQuery.of(database, sql).rowsUpdated().toList();
        }
    }
}
