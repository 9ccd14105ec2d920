package dev.coflow.reactor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.load.LoadForm;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.R2dbcException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Many queries of all kinds at once on a pool of five: rows, updates, some that are cancelled, some that fail. */
@ParameterizedClass
@EnumSource
@Timeout(600)
class QueriesLoadTest {

    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final int POOL = 5;
    private static final int QUERIES = LoadForm.of(60, 200);
    private static final int ROUNDS = LoadForm.of(2, 20);
    private static final int ROWS = 500;
    private static final int COUNTERS = 20;

    @Parameter
    Database database;

    private final AtomicLong rows = new AtomicLong();
    private final AtomicInteger updates = new AtomicInteger();

    @BeforeEach
    void fillTables() {
        database.execute(
                "DROP TABLE IF EXISTS load_numbers",
                "CREATE TABLE load_numbers (n INT PRIMARY KEY)",
                "INSERT INTO load_numbers SELECT n FROM " + database.series(ROWS),
                "DROP TABLE IF EXISTS load_counters",
                "CREATE TABLE load_counters (id INT PRIMARY KEY, n INT NOT NULL)",
                "INSERT INTO load_counters SELECT n, 0 FROM " + database.series(COUNTERS));
    }

    /** The same over both: queries as text with one placeholder, {@code ?}. */
    private interface Access {
        Flow<Integer> rows(String sql, int value, int fetchSize);

        Flow<Long> update(String sql, int value);

        boolean isError(Throwable e);

        int taken();

        int mostTaken();
    }

    @Test
    void overR2dbcEachGivesItsRowsAndThePoolIsWhole() {
        ConnectionPool pool = database.pool(POOL);
        AtomicInteger mostTaken = new AtomicInteger();
        try {
            load("R2DBC", new Access() {
                @Override
                public Flow<Integer> rows(String sql, int value, int fetchSize) {
                    return query(sql, value).fetchSize(fetchSize).rows(row -> {
                        mostTaken.accumulateAndGet(taken(), Math::max);
                        return row.get("n", Integer.class);
                    });
                }

                @Override
                public Flow<Long> update(String sql, int value) {
                    return query(sql, value).rowsUpdated();
                }

                private R2dbcQuery query(String sql, int value) {
                    return R2dbcQuery.of(pool, sql.replace("?", "$1")).bind(value);
                }

                @Override
                public boolean isError(Throwable e) {
                    return e instanceof R2dbcException;
                }

                @Override
                public int taken() {
                    return pool.getMetrics().orElseThrow().acquiredSize();
                }

                @Override
                public int mostTaken() {
                    return mostTaken.get();
                }
            });
        } finally {
            pool.dispose();
        }
    }

    @Test
    void overJdbcEachGivesItsRowsAndThePoolIsWhole() throws SQLException {
        try (BoundedDataSource pool = new BoundedDataSource(database.dataSource(), POOL)) {
            DataSource source = pool.asDataSource();
            load("JDBC", new Access() {
                @Override
                public Flow<Integer> rows(String sql, int value, int fetchSize) {
                    return JdbcQuery.of(source, sql)
                            .bind(value)
                            .fetchSize(fetchSize)
                            .rows(row -> row.getInt("n"));
                }

                @Override
                public Flow<Long> update(String sql, int value) {
                    return JdbcQuery.of(source, sql).bind(value).rowsUpdated();
                }

                @Override
                public boolean isError(Throwable e) {
                    return e instanceof SQLException;
                }

                @Override
                public int taken() {
                    return pool.taken();
                }

                @Override
                public int mostTaken() {
                    return pool.mostTaken();
                }
            });
        }
    }

    private void load(String name, Access access) {
        long start = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            List<Mono<Boolean>> queries = new ArrayList<>();
            for (int i = 0; i < QUERIES; i++) {
                queries.add(query(access, random));
            }
            List<Boolean> outcomes = Flux.fromIterable(queries)
                    .flatMap(query -> query.subscribeOn(Schedulers.boundedElastic()), QUERIES)
                    .collectList()
                    .block(LIMIT);
            assertThat(outcomes).hasSize(QUERIES).doesNotContain(false);
            Waiting.until(() -> access.taken() == 0);
        }

        assertThat(access.mostTaken()).isBetween(1, POOL);
        assertThat(sumOfCounters()).isEqualTo(updates.get());
        allOfThePoolIsOfUse(access);
        LoadForm.report(
                "queries over " + name + ", " + database,
                start,
                "%d rounds of %d at once, %d rows, %d updates, at most %d connections"
                        .formatted(ROUNDS, QUERIES, rows.get(), updates.get(), access.mostTaken()));
    }

    /** Whether the query does what it is to do. */
    private Mono<Boolean> query(Access access, Random random) {
        int first = random.nextInt(ROWS);
        int fetchSize = 1 + random.nextInt(60);
        Flux<Integer> numbers = Flux.from(
                        access.rows("SELECT n FROM load_numbers WHERE n > ? ORDER BY n", first, fetchSize))
                .doOnNext(n -> rows.incrementAndGet());
        List<Integer> all = IntStream.rangeClosed(first + 1, ROWS).boxed().toList();
        return switch (random.nextInt(6)) {
            case 0 -> numbers.collectList().map(all::equals);
            case 1 -> numbers.limitRate(1 + random.nextInt(8)).collectList().map(all::equals);
            case 2 -> {
                int some = random.nextInt(all.size() + 1);
                yield numbers.take(some).collectList().map(all.subList(0, some)::equals);
            }
            case 3 ->
                numbers.takeUntilOther(Mono.delay(Duration.ofMillis(random.nextInt(200)), Schedulers.boundedElastic()))
                        .collectList()
                        .map(got -> got.equals(all.subList(0, got.size())));
            case 4 -> {
                updates.incrementAndGet();
                yield Flux.from(access.update("UPDATE load_counters SET n = n + 1 WHERE id = ?", 1 + first % COUNTERS))
                        .collectList()
                        .map(List.of(1L)::equals);
            }
            default ->
                Flux.from(access.rows("SELECT 1 / (n - ?) AS n FROM load_numbers ORDER BY n", first + 1, fetchSize))
                        .then(Mono.just(false))
                        .onErrorResume(access::isError, e -> Mono.just(true));
        };
    }

    private int sumOfCounters() {
        return JdbcQuery.of(database.dataSource(), "SELECT SUM(n) FROM load_counters")
                .rows(row -> row.getInt(1))
                .toList()
                .get(0);
    }

    /** As many queries as there are connections have to be at their first row at the same time to go on. */
    private static void allOfThePoolIsOfUse(Access access) {
        Flow<Integer> query = access.rows("SELECT n FROM load_numbers WHERE n > ? ORDER BY n", 0, 1);
        assertThat(Flow.zip(Collections.nCopies(POOL, query), row -> row).toList())
                .hasSize(ROWS);
    }
}
