package dev.coflow.reactor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import io.r2dbc.pool.ConnectionPool;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What is wrong with a query is told to its own subscriber, clearly; its connection, and who else reads, are undisturbed. */
@ParameterizedClass
@EnumSource
class MalformedQueryTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROWS = 600;
    private static final List<Integer> ALL =
            IntStream.rangeClosed(1, ROWS).boxed().toList();

    @Parameter
    Database database;

    @BeforeEach
    void fillATable() {
        database.execute(
                "DROP TABLE IF EXISTS amounts",
                "CREATE TABLE amounts (n INT PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO amounts SELECT n, 'x' FROM " + database.series(ROWS));
    }

    @Test
    void overR2dbc() {
        ConnectionPool pool = database.pool(2);
        try {
            R2dbcQuery query = R2dbcQuery.of(pool, "SELECT n, name FROM amounts WHERE n > $1 AND n < $2 ORDER BY n");
            R2dbcQuery bound = query.bind(0, ROWS + 1);
            Map<String, Flow<?>> wrong = new TreeMap<>(); // by what the error says
            wrong.put("SELEKT", R2dbcQuery.of(pool, "SELEKT 1").rows(row -> 1));
            wrong.put("nowhere", R2dbcQuery.of(pool, "UPDATE nowhere SET n = 1").rowsUpdated());
            wrong.put("#2|bound parameter count", query.bind(1).rows(row -> 1));
            wrong.put("#1|no parameters", query.rows(row -> 1));
            wrong.put("placeholder.* 3 .* amounts", query.bind(1, 2, 3).rows(row -> 1));
            wrong.put("placeholder.* 2 .* amounts", query.bind(new Object(), 2).rows(row -> 1));
            wrong.put("index 8", bound.bindNamed("$9", 1).rows(row -> 1));
            wrong.put("identifier", bound.bindNamed("name", 1).rows(row -> 1));
            wrong.put("conversion error|operator", query.bind("y", 2).rows(row -> 1));
            wrong.put("LocalDate", bound.rows(row -> row.get("name", LocalDate.class)));
            wrong.put("column name 'nothing'", bound.rows(row -> row.get("nothing", Integer.class)));
            wrong.put("column index 7", bound.rows(row -> row.get(7, Integer.class)));
            wrong.put("the mapper's own", bound.rows(row -> {
                throw new IllegalStateException("the mapper's own");
            }));
            eachFailsAlone(wrong, bound.fetchSize(10).rows(row -> row.get("n", Integer.class)));
            assertThat(pool.getMetrics().orElseThrow().acquiredSize()).isZero();
        } finally {
            pool.dispose();
        }
    }

    @Test
    void overJdbc() throws SQLException {
        try (BoundedDataSource pool = new BoundedDataSource(database.dataSource(), 2)) {
            JdbcQuery query =
                    JdbcQuery.of(pool.asDataSource(), "SELECT n, name FROM amounts WHERE n > ? AND n < ? ORDER BY n");
            JdbcQuery bound = query.bind(0, ROWS + 1);
            Map<String, Flow<?>> wrong = new TreeMap<>();
            wrong.put("SELEKT", JdbcQuery.of(pool.asDataSource(), "SELEKT 1").rows(row -> 1));
            wrong.put(
                    "nowhere",
                    JdbcQuery.of(pool.asDataSource(), "UPDATE nowhere SET n = 1")
                            .rowsUpdated());
            wrong.put("#2|parameter 2", query.bind(1).rows(row -> 1));
            wrong.put("#1|parameter 1", query.rows(row -> 1));
            wrong.put("placeholder.* 3 .* amounts", query.bind(1, 2, 3).rows(row -> 1));
            wrong.put("placeholder.* 2 .* amounts", query.bind(new Object(), 2).rows(row -> 1));
            wrong.put("conversion error|operator", query.bind("y", 2).rows(row -> 1));
            wrong.put("conversion error.*x|int : x", bound.rows(row -> row.getInt("name")));
            wrong.put("nothing", bound.rows(row -> row.getInt("nothing")));
            wrong.put("index.* 7|\"7\"", bound.rows(row -> row.getInt(7)));
            wrong.put("the mapper's own", bound.rows(row -> {
                throw new IllegalStateException("the mapper's own");
            }));
            eachFailsAlone(wrong, bound.fetchSize(10).rows(row -> row.getInt("n")));
            Waiting.until(() -> pool.taken() == 0);
        }
    }

    /** The neighbour has one of the two connections all the time, the others share the other. */
    private static void eachFailsAlone(Map<String, Flow<?>> wrong, Flow<Integer> right) {
        StepVerifier.create(right, 5)
                .expectNextSequence(ALL.subList(0, 5))
                .then(() -> wrong.forEach((message, flow) -> {
                    StepVerifier.create(flow)
                            .expectErrorSatisfies(e -> assertThat(allOf(e)).containsPattern("(?is)" + message))
                            .verify(LIMIT);
                    assertThat(Flux.from(right).collectList().block(LIMIT))
                            .as("behind " + message)
                            .isEqualTo(ALL);
                }))
                .thenRequest(Long.MAX_VALUE)
                .expectNextSequence(ALL.subList(5, ROWS))
                .expectComplete()
                .verify(LIMIT);
    }

    /** What a reader of its trace finds. */
    private static String allOf(Throwable e) {
        return e + List.of(e.getSuppressed()).toString();
    }
}
