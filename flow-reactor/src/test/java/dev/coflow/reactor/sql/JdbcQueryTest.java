package dev.coflow.reactor.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@ParameterizedClass
@EnumSource
class JdbcQueryTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROWS = 500;
    private static final String NUMBERS = "SELECT n FROM digits ORDER BY n";

    @Parameter
    Database database;

    private final List<Throwable> dropped = new CopyOnWriteArrayList<>();
    private CountedDataSource connections;

    @BeforeEach
    void fillATable() {
        database.execute("DROP TABLE IF EXISTS digits", "CREATE TABLE digits (n INT, name VARCHAR(20))");
        database.execute("INSERT INTO digits SELECT n, CASE WHEN n = 2 THEN NULL ELSE 'name ' || n END FROM "
                + database.series(ROWS));
        connections = new CountedDataSource(database.dataSource());
        Hooks.onErrorDropped(dropped::add);
    }

    @AfterEach
    void allWasGivenBack() {
        Waiting.until(() -> connections.open() == 0);
        Hooks.resetOnErrorDropped();
    }

    private JdbcQuery query(String sql) {
        return JdbcQuery.of(connections, sql);
    }

    private static Flow<Integer> numbers(JdbcQuery query) {
        return query.rows(row -> row.getInt("n"));
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    // Rows

    @Test
    void givesTheRowsInTheirOrder() {
        assertThat(numbers(query(NUMBERS)).toList()).isEqualTo(upTo(ROWS));
        assertThat(numbers(query(NUMBERS).fetchSize(7)).toList()).isEqualTo(upTo(ROWS));
        assertThat(numbers(query("SELECT n FROM digits WHERE n < 0")).toList()).isEmpty();
    }

    @Test
    void bindsValuesAndNull() {
        assertThat(numbers(query("SELECT n FROM digits WHERE n > ? AND n < ? ORDER BY n")
                                .bind(2, 5))
                        .toList())
                .containsExactly(3, 4);
        assertThat(query("SELECT name FROM digits ORDER BY n")
                        .rows(row -> Optional.ofNullable(row.getString(1)))
                        .toList())
                .startsWith(Optional.of("name 1"), Optional.empty());
    }

    @Test
    void changesRows() {
        assertThat(query("UPDATE digits SET name = ? WHERE n <= ?")
                        .bind("x", 3)
                        .rowsUpdated()
                        .toList())
                .containsExactly(3L);
        assertThat(query("UPDATE digits SET name = 'y' WHERE n <= 4")
                        .fetchSize(9)
                        .rowsUpdated()
                        .toList())
                .containsExactly(4L);
        assertThat(numbers(query("SELECT n FROM digits WHERE name = 'y' ORDER BY n"))
                        .toList())
                .as("committed, though in a transaction")
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void bindsOneNullForWhatTakesOne() {
        assertThat(query("SELECT n FROM digits WHERE COALESCE(?, name) = 'name 3'")
                        .bind((Object[]) null)
                        .rows(row -> row.getInt(1))
                        .toList())
                .containsExactly(3);
    }

    @Test
    void commitsWhereNothingCommitsByItself() {
        JdbcQuery update = JdbcQuery.of(connections.withoutAutoCommit(), "UPDATE digits SET name = 'z' WHERE n <= 2");
        assertThat(update.rowsUpdated().toList()).containsExactly(2L);
        assertThat(numbers(query("SELECT n FROM digits WHERE name = 'z' ORDER BY n"))
                        .toList())
                .containsExactly(1, 2);
    }

    @Test
    void isExecutedBesideTheRun() {
        Flow<String> threads = query("SELECT n FROM digits WHERE n = 1")
                .rows(row -> Thread.currentThread().getName());
        assertThat(threads.toList()).allMatch(name -> name.startsWith("boundedElastic"));
    }

    // Cancel

    @Test
    void threeHundredCancelledAtRandomRowsGiveTheirConnectionsBack() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            int rows = random.nextInt(ROWS);
            if (random.nextBoolean()) {
                Flux.from(numbers(query(NUMBERS).fetchSize(10))).take(rows).blockLast(LIMIT);
            } else {
                Disposable subscription = Flux.from(numbers(query(NUMBERS)))
                        .subscribeOn(Schedulers.boundedElastic())
                        .subscribe();
                for (int spin = 0; spin < rows * 50; spin++) {
                    Thread.onSpinWait();
                }
                subscription.dispose();
            }
        }
        Waiting.until(() -> connections.open() == 0);
        assertThat(numbers(query(NUMBERS)).toList()).isEqualTo(upTo(ROWS));
        assertThat(dropped).isEmpty();
    }

    @Test
    void cancelsTheStatementThatExecutes() {
        database.execute(database.sleepFunction());
        for (int i = 0; i < 5; i++) {
            int executions = connections.executions();
            Disposable subscription =
                    Flux.from(query("SELECT wait_for(600) AS n").rows(row -> 1)).subscribe();
            Waiting.until(() -> connections.executions() > executions);
            Schedulers.parallel().schedule(subscription::dispose); // which must not block there
            Waiting.until(() -> connections.open() == 0); // long before the statement would end
        }
        assertThat(dropped).isEmpty();
    }

    /** There is no statement to cancel yet: this takes the interrupt. */
    @Test
    void aCancelEndsTheWaitForAConnection() throws SQLException {
        try (BoundedDataSource pool = new BoundedDataSource(connections, 1)) {
            DataSource source = pool.asDataSource();
            try (Connection other = source.getConnection()) {
                Disposable subscription =
                        Flux.from(numbers(JdbcQuery.of(source, NUMBERS))).subscribe();
                Waiting.until(() -> pool.waiting() == 1);
                subscription.dispose();
                Waiting.until(() -> pool.waiting() == 0);
                assertThat(other.isClosed()).isFalse();
            }
            assertThat(numbers(JdbcQuery.of(source, NUMBERS)).toList()).isEqualTo(upTo(ROWS));
            Waiting.until(() -> pool.taken() == 0);
        }
        assertThat(dropped).isEmpty();
    }

    /** As many as there are threads for blocking work, and more: a cancel must not wait for one of these. */
    @Test
    void cancelsStatementsThatHoldAllThreads() {
        database.execute(database.sleepFunction());
        int statements = Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE + 5;
        Disposable all = Flux.range(0, statements)
                .flatMap(i -> query("SELECT wait_for(600) AS n").rows(row -> 1), statements)
                .subscribe();
        Waiting.until(() -> connections.executions() >= Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE);
        all.dispose();

        Waiting.until(() -> connections.open() == 0);
        assertThat(dropped).isEmpty();
    }

    @Test
    void givesUpTheConnectionOfAStatementThatCannotBeCancelled() {
        database.execute(database.sleepFunction());
        connections.ignoreCancels();
        Disposable subscription =
                Flux.from(query("SELECT wait_for(600) AS n").rows(row -> 1)).subscribe();
        Waiting.until(() -> connections.executions() == 1);
        subscription.dispose();

        Waiting.until(() -> connections.open() == 0);
        assertThat(dropped).isEmpty();
    }

    // Errors

    @Test
    void aWrongStatementIsTheDriversError() {
        assertThatThrownBy(() -> numbers(query("SELEKT n FROM digits")).toList())
                .isInstanceOf(SQLException.class);
    }

    @Test
    void anotherNumberOfValuesIsAnErrorThatSaysSo() {
        JdbcQuery query = query("SELECT n FROM digits WHERE n = ? OR n = ?");
        for (JdbcQuery wrong : List.of(query.bind(1), query.bind(1, 2, 3))) {
            StepVerifier.create(numbers(wrong))
                    .expectErrorSatisfies(e -> assertThat(e).isInstanceOf(SQLException.class))
                    .verify(LIMIT);
        }
        assertThat(numbers(query.bind(1, 2)).toList()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void anErrorPassesUnchangedBehindTheRowsBefore() {
        SQLException error = new SQLException("third");
        StepVerifier.create(query(NUMBERS).rows(row -> {
                    if (row.getInt(1) == 3) {
                        throw error;
                    }
                    return row.getInt(1);
                }))
                .expectNext(1, 2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(LIMIT);
    }

    @Test
    void aNullThatTheMapperReturnsIsAnErrorThatSaysWhatToDo() {
        StepVerifier.create(query("SELECT name FROM digits ORDER BY n").rows(row -> row.getString(1)))
                .expectNext("name 1")
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessageContaining("required")
                        .hasMessageContaining("Optional"))
                .verify(LIMIT);
    }

    @Test
    void badArgumentsAreNamedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(NUMBERS).fetchSize(0))
                .withMessageContaining("> 0");
    }
}
