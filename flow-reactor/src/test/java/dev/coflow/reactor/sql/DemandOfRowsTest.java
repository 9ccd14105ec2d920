package dev.coflow.reactor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** With a fetch size a server computes the rows that are asked for, and no more than that many ahead. */
class DemandOfRowsTest {

    private static final int FETCHED = 10;

    /** Each row that the server computes counts. */
    private static final String COUNTED = "SELECT nextval('computed') AS n FROM generate_series(1, 10000)";

    static List<Function<Integer, Flow<Long>>> queries() {
        return List.of(
                fetched -> R2dbcQuery.of(Database.POSTGRES.connections(), COUNTED)
                        .fetchSize(fetched)
                        .rows(row -> row.get("n", Long.class)),
                fetched -> JdbcQuery.of(Database.POSTGRES.dataSource(), COUNTED)
                        .fetchSize(fetched)
                        .rows(row -> row.getLong("n")));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void isPassedToTheServer(Function<Integer, Flow<Long>> query) {
        Database.POSTGRES.execute("DROP SEQUENCE IF EXISTS computed", "CREATE SEQUENCE computed");
        assertThat(Flux.from(query.apply(FETCHED))
                        .take(FETCHED + 5)
                        .collectList()
                        .block())
                .hasSize(FETCHED + 5);
        long computed = JdbcQuery.of(Database.POSTGRES.dataSource(), "SELECT last_value FROM computed")
                .rows(row -> row.getLong(1))
                .toList()
                .get(0);
        assertThat(computed).isBetween(FETCHED + 5L, 3L * FETCHED);
    }
}
