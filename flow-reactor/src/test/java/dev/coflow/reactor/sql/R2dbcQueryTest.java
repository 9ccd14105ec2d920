package dev.coflow.reactor.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@ParameterizedClass
@EnumSource
class R2dbcQueryTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROWS = 500;
    private static final String NUMBERS = "SELECT n FROM numbers ORDER BY n";

    @Parameter
    Database database;

    private CountedConnections connections;

    @BeforeEach
    void fillATable() {
        database.execute(
                "DROP TABLE IF EXISTS numbers",
                "CREATE TABLE numbers (n INT PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO numbers SELECT n, CASE WHEN n = 2 THEN NULL ELSE 'name ' || n END FROM "
                        + database.series(ROWS));
        connections = new CountedConnections(database.connections());
    }

    private R2dbcQuery query(String sql) {
        return R2dbcQuery.of(connections, sql);
    }

    private static Flow<Integer> numbers(R2dbcQuery query) {
        return query.rows(row -> row.get("n", Integer.class));
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    // Rows

    @Test
    void givesTheRowsInTheirOrder() {
        assertThat(numbers(query(NUMBERS)).toList()).isEqualTo(upTo(ROWS));
        assertThat(numbers(query(NUMBERS).fetchSize(7)).toList()).isEqualTo(upTo(ROWS));
        assertThat(numbers(query("SELECT n FROM numbers WHERE n < 0")).toList()).isEmpty();
    }

    @Test
    void isExecutedAnewByEachSubscription() {
        Flow<Integer> last = numbers(query("SELECT MAX(n) AS n FROM numbers"));
        assertThat(last.toList()).containsExactly(ROWS);
        assertThat(query("INSERT INTO numbers (n) VALUES ($1)")
                        .bind(ROWS + 1)
                        .rowsUpdated()
                        .toList())
                .containsExactly(1L);
        assertThat(last.toList()).containsExactly(ROWS + 1);
    }

    @Test
    void bindsValuesInOrderAndByName() {
        assertThat(numbers(query("SELECT n FROM numbers WHERE n > $1 AND n < $2 ORDER BY n")
                                .bind(2, 5))
                        .toList())
                .containsExactly(3, 4);
        assertThat(numbers(query("SELECT n FROM numbers WHERE name = $1").bindNamed("$1", "name 7"))
                        .toList())
                .containsExactly(7);
    }

    @Test
    void bindsAnewInPlaceOfWhatWasBound() {
        assertThat(numbers(query("SELECT n FROM numbers WHERE n = $1")
                                .bind(2, 5)
                                .bind(3))
                        .toList())
                .containsExactly(3);
    }

    @Test
    void tellsTheStatementWhatItIsToldTo() {
        Flow<Integer> inserted = query("INSERT INTO numbers (n) VALUES ($1)")
                .bind(ROWS + 7)
                .with(statement -> statement.returnGeneratedValues("n"))
                .rows(row -> row.get("n", Integer.class));
        assertThat(inserted.toList()).containsExactly(ROWS + 7);
    }

    @Test
    void bindsNull() {
        R2dbcQuery update = query("UPDATE numbers SET name = $1 WHERE n <= $2");
        assertThat(update.bind(Parameters.in(String.class), 3).rowsUpdated().toList())
                .containsExactly(3L);
        assertThat(query("SELECT name FROM numbers ORDER BY n")
                        .rows(row -> Optional.ofNullable(row.get("name", String.class)))
                        .toList())
                .startsWith(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("name 4"));
    }

    /** With a pool of one the connection of a query must be back before the next item is asked for. */
    @Test
    void aQueryForEachItemOfAFlow() {
        ConnectionPool pool = database.pool(1);
        try {
            R2dbcQuery named = R2dbcQuery.of(pool, "SELECT name FROM numbers WHERE n = $1");
            Flow<String> names =
                    Flow.of(9, 8, 7).concatMap(n -> named.bind(n).rows(row -> row.get("name", String.class)));
            assertThat(names.toList()).containsExactly("name 9", "name 8", "name 7");
        } finally {
            pool.dispose();
        }
    }

    // Connections

    static Stream<Flow<?>> ends(R2dbcQuery query) {
        return Stream.of(numbers(query), Flow.from(Flux.from(numbers(query)).take(3)), query.rows(row -> {
            throw new IllegalStateException("mapper");
        }));
    }

    @Test
    void aConnectionIsTakenOnSubscribeAndGivenBackOnce() {
        int subscriptions = 0;
        for (Flow<?> flow : ends(query(NUMBERS)).toList()) {
            assertThat(connections.taken()).isEqualTo(subscriptions);
            Flux.from(flow)
                    .onErrorComplete(IllegalStateException.class)
                    .doOnComplete(() -> assertThat(connections.closed()).isEqualTo(connections.taken()))
                    .blockLast(LIMIT);
            subscriptions++;
            Waiting.until(() -> connections.closed() == connections.taken());
            assertThat(connections.taken()).isEqualTo(subscriptions);
        }
    }

    @Test
    void whatGivingBackFailsWithChangesNothingAndIsDropped() {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            IllegalStateException error = new IllegalStateException("close");
            connections.behind("close", () -> Mono.error(error));
            assertThat(numbers(query(NUMBERS)).toList()).hasSize(ROWS);
            IllegalStateException thrown = new IllegalStateException("close, without a publisher");
            connections.behind("close", () -> {
                throw thrown;
            });
            assertThat(numbers(query(NUMBERS)).toList()).hasSize(ROWS);
            assertThat(dropped).containsExactly(error, thrown);
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void aThousandQueriesCancelledAtRandomRowsLeaveThePoolWhole() {
        ConnectionPool pool = database.pool(1);
        try {
            Random random = new Random(1);
            R2dbcQuery query = R2dbcQuery.of(pool, NUMBERS).fetchSize(10);
            for (int i = 0; i < 1000; i++) {
                int rows = random.nextInt(ROWS);
                if (random.nextBoolean()) {
                    Flux.from(numbers(query)).take(rows).blockLast(LIMIT);
                } else {
                    Disposable subscription = Flux.from(numbers(query))
                            .subscribeOn(Schedulers.boundedElastic())
                            .subscribe();
                    for (int spin = 0; spin < rows * 50; spin++) {
                        Thread.onSpinWait();
                    }
                    subscription.dispose();
                }
            }
            assertThat(numbers(query).toList()).isEqualTo(upTo(ROWS));
            assertThat(pool.getMetrics().orElseThrow().acquiredSize()).isZero();
        } finally {
            pool.dispose();
        }
    }

    @Test
    void twoHundredAtOnceShareAPoolOfFive() {
        ConnectionPool pool = database.pool(5);
        try {
            R2dbcQuery query = R2dbcQuery.of(pool, NUMBERS).fetchSize(50);
            Flux<List<Integer>> all = Flux.range(0, 200)
                    .flatMap(
                            i -> Flux.from(numbers(query)).collectList().subscribeOn(Schedulers.boundedElastic()), 200);
            assertThat(all.collectList().block(LIMIT)).hasSize(200).allMatch(upTo(ROWS)::equals);
        } finally {
            pool.dispose();
        }
    }

    // Errors: clear, on that subscriber alone

    @Test
    void aWrongStatementIsTheDriversError() {
        assertThatThrownBy(() -> numbers(query("SELEKT n FROM numbers")).toList())
                .isInstanceOf(R2dbcBadGrammarException.class);
        assertThat(connections.closed()).isEqualTo(1);
    }

    @Test
    void anotherNumberOfValuesIsAnErrorThatSaysSo() {
        R2dbcQuery query = query("SELECT n FROM numbers WHERE n = $1 OR n = $2");
        assertThatThrownBy(() -> numbers(query.bind(1)).toList())
                .isInstanceOfAny(R2dbcException.class, IllegalStateException.class) // as the driver likes
                .hasMessageMatching("(?is).*(parameter|bound).*");
        assertThatThrownBy(() -> numbers(query.bind(1, 2, 3)).toList()).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(numbers(query.bind(1, 2)).toList()).containsExactly(1, 2);
        assertThat(connections.closed()).isEqualTo(3);
    }

    @Test
    void aNullThatTheMapperReturnsIsAnErrorThatSaysWhatToDo() {
        StepVerifier.create(query("SELECT name FROM numbers ORDER BY n").rows(row -> row.get("name", String.class)))
                .expectNext("name 1")
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessageContaining("required")
                        .hasMessageContaining("Optional"))
                .verify(LIMIT);
    }

    @Test
    void whatTheMapperThrowsIsTheErrorAfterTheRows() {
        IllegalStateException error = new IllegalStateException("third");
        StepVerifier.create(query(NUMBERS).rows(row -> {
                    int n = row.get("n", Integer.class);
                    if (n == 3) {
                        throw error;
                    }
                    return n;
                }))
                .expectNext(1, 2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(LIMIT);
    }

    @Test
    void badArgumentsAreNamedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(NUMBERS).bind(1, null))
                .withMessageContaining("value 1")
                .withMessageContaining("Parameters.in");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(NUMBERS).bind((Object[]) null))
                .withMessageContaining("value 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(NUMBERS).bindNamed("$2", null))
                .withMessageContaining("$2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(NUMBERS).fetchSize(0))
                .withMessageContaining("> 0");
    }
}
