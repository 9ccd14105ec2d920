package dev.coflow.reactor.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
class R2dbcTransactionTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String INSERT = "INSERT INTO entry VALUES ($1)";

    @Parameter
    Database database;

    private CountedConnections connections;

    @BeforeEach
    void makeATable() {
        database.execute("DROP TABLE IF EXISTS entry", "CREATE TABLE entry (n INT)");
        connections = new CountedConnections(database.connections());
    }

    /** What others see. */
    private List<Integer> entries() {
        return JdbcQuery.of(database.dataSource(), "SELECT n FROM entry ORDER BY n")
                .rows(row -> row.getInt(1))
                .toList();
    }

    private Flow<Long> inserting(R2dbcTransaction.Work<Long> then) {
        return R2dbcTransaction.task(connections, (turn, connection) -> {
            R2dbcQuery insert = R2dbcQuery.of(connection, INSERT);
            turn.await(insert.bind(1).rowsUpdated());
            turn.await(insert.bind(2).rowsUpdated());
            return then.run(turn, connection);
        });
    }

    @Test
    void commitsBeforeItsValueIsDelivered() {
        List<Object> seen = new ArrayList<>();
        Flux.from(inserting((turn, connection) -> 7L))
                .publishOn(Schedulers.boundedElastic()) // to look into the table
                .doOnNext(value -> Collections.addAll(seen, value, entries(), connections.closed()))
                .blockLast(LIMIT);
        assertThat(seen).containsExactly(7L, List.of(1, 2), 1);
    }

    @Test
    void commitsWithoutAValue() {
        assertThat(inserting((turn, connection) -> null).toList()).isEmpty();
        assertThat(entries()).containsExactly(1, 2);
    }

    @Test
    void readsWhatItHasWritten() {
        Flow<Long> count = inserting((turn, connection) -> turn.await(
                R2dbcQuery.of(connection, "SELECT COUNT(*) AS c FROM entry").rows(row -> row.get("c", Long.class))));
        assertThat(count.toList()).containsExactly(2L);
    }

    @Test
    void rollsBackWhenTheBodyThrowsAndPassesItsError() {
        IOException error = new IOException("body");
        StepVerifier.create(Flux.from(inserting((turn, connection) -> {
                            throw error;
                        }))
                        .publishOn(Schedulers.boundedElastic()))
                .expectErrorSatisfies(e -> {
                    assertThat(e).isSameAs(error);
                    assertThat(entries()).isEmpty();
                })
                .verify(LIMIT);
        assertThat(connections.closed()).isEqualTo(1);
    }

    @Test
    void rollsBackWhenAStatementFails() {
        Flow<Long> flow = inserting((turn, connection) -> turn.await(
                R2dbcQuery.of(connection, "INSERT INTO nowhere VALUES (1)").rowsUpdated()));
        assertThatThrownBy(flow::toList).isInstanceOf(R2dbcException.class);
        assertThat(entries()).isEmpty();
        assertThat(connections.closed()).isEqualTo(1);
    }

    @Test
    void aCancelRollsBackWhenTheBodyHasUnwound() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch counted = new CountDownLatch(1);
        List<Long> inFinally = Collections.synchronizedList(new ArrayList<>());
        Disposable subscription = Flux.from(inserting((turn, connection) -> {
                    try {
                        return turn.await(Mono.<Long>never().doOnSubscribe(s -> waiting.countDown()));
                    } finally {
                        inFinally.add(turn.await(R2dbcQuery.of(connection, "SELECT COUNT(*) AS c FROM entry")
                                .rows(row -> row.get("c", Long.class))));
                        counted.countDown();
                    }
                }))
                .subscribe();
        assertThat(waiting.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        subscription.dispose();

        assertThat(counted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(inFinally).as("still in the transaction").containsExactly(2L);
        Waiting.until(() -> connections.closed() == 1);
        assertThat(entries()).isEmpty();
    }

    @Test
    void aThousandCancelledAtAnyMomentAreDoneWhollyOrNotAtAll() {
        ConnectionPool pool = database.pool(1);
        try {
            Random random = new Random(1);
            Flow<Long> two = R2dbcTransaction.task(pool, (turn, connection) -> {
                R2dbcQuery insert = R2dbcQuery.of(connection, INSERT);
                turn.await(insert.bind(1).rowsUpdated());
                return turn.await(insert.bind(1).rowsUpdated());
            });
            for (int i = 0; i < 1000; i++) {
                Disposable subscription =
                        Flux.from(two).subscribeOn(Schedulers.boundedElastic()).subscribe();
                for (int spin = random.nextInt(20_000); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                subscription.dispose();
            }
            int before = entries().size();
            assertThat(before).isEven();
            assertThat(two.toList()).containsExactly(1L);
            assertThat(entries().size() - before).isEqualTo(2);
        } finally {
            pool.dispose();
        }
    }

    /** Behind a transaction that was never rolled back the next statement would become part of it. */
    @Test
    void aCancelWhileItBeginsLeavesTheConnectionOutsideATransaction() {
        ConnectionPool pool = database.pool(1);
        try {
            Random random = new Random(2);
            Flow<Long> begun = R2dbcTransaction.task(pool, (turn, connection) -> turn.await(Mono.never()));
            Flow<Long> insert = R2dbcQuery.of(pool, INSERT).bind(1).rowsUpdated();
            Flow<Long> seenByOthers = R2dbcQuery.of(connections, "SELECT COUNT(*) AS c FROM entry")
                    .rows(row -> row.get("c", Long.class));
            for (long i = 1; i <= 60; i++) {
                Disposable subscription = Flux.from(begun)
                        .subscribeOn(Schedulers.boundedElastic())
                        .subscribe();
                for (int spin = random.nextInt(3_000); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                subscription.dispose();
                assertThat(insert.toList()).containsExactly(1L);
                assertThat(seenByOthers.toList()).containsExactly(i);
            }
        } finally {
            pool.dispose();
        }
    }

    @Test
    void whatWasNotReadToItsEndDoesNotHoldUpTheCommit() {
        Flow<Integer> first = R2dbcTransaction.task(connections, (turn, connection) -> {
            R2dbcQuery insert = R2dbcQuery.of(connection, INSERT);
            for (int n = 1; n <= 500; n++) {
                turn.await(insert.bind(n).rowsUpdated());
            }
            for (int n : turn.pull(R2dbcQuery.of(connection, "SELECT n FROM entry ORDER BY n")
                    .rows(row -> row.get("n", Integer.class)))) {
                return n;
            }
            return null;
        });
        assertThat(Flux.from(first).blockLast(LIMIT)).isEqualTo(1);
        assertThat(entries()).hasSize(500);
    }

    @Test
    void aBodyThatDoesNotHeedItsCancelIsRolledBackAllTheSame() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        Disposable subscription = Flux.from(inserting((turn, connection) -> {
                    try {
                        blocked.countDown();
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        returned.countDown(); // as if nothing had happened
                    }
                    return 7L;
                }))
                .subscribe();
        assertThat(blocked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        subscription.dispose();

        assertThat(returned.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Waiting.until(() -> connections.closed() == 1);
        assertThat(entries()).isEmpty();
    }

    @Test
    void itsConnectionIsOfNoUseBehindItsEnd() {
        AtomicReference<Connection> kept = new AtomicReference<>();
        assertThat(inserting((turn, connection) -> {
                            kept.set(connection);
                            return 1L;
                        })
                        .toList())
                .containsExactly(1L);
        assertThatThrownBy(() ->
                        R2dbcQuery.of(kept.get(), INSERT).bind(3).rowsUpdated().toList())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("do not keep");
        assertThat(entries()).containsExactly(1, 2);
    }

    @Test
    void errorsOfTheCleanUpAreDroppedAndChangeNothing() {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            IllegalStateException rollback = new IllegalStateException("rollback");
            IllegalStateException close = new IllegalStateException("close");
            IOException error = new IOException("body");
            connections.behind("rollbackTransaction", () -> {
                throw rollback;
            });
            connections.behind("close", () -> Mono.error(close));
            StepVerifier.create(inserting((turn, connection) -> {
                        throw error;
                    }))
                    .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                    .verify(LIMIT);
            assertThat(dropped).containsExactly(rollback, close);
            assertThat(connections.closed()).isEqualTo(1);
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void theErrorOfTheCommitPassesUnchanged() {
        IllegalStateException error = new IllegalStateException("commit");
        connections.behind("commitTransaction", () -> Mono.error(error));
        StepVerifier.create(inserting((turn, connection) -> 7L))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(LIMIT);
        assertThat(connections.closed()).isEqualTo(1);
    }

    @Test
    void hasTheIsolationThatIsAskedFor() {
        Flow<String> level = R2dbcTransaction.task(
                connections,
                IsolationLevel.SERIALIZABLE,
                (turn, connection) -> connection.getTransactionIsolationLevel().asSql());
        assertThat(level.toList()).containsExactly(IsolationLevel.SERIALIZABLE.asSql());
    }

    @Test
    void takesTurnsWithTheFlowAroundIt() {
        List<String> order = new ArrayList<>(); // plain: in turns
        Flow<Long> other = Flow.generate(out -> {
            for (int i = 0; i < 100; i++) {
                order.add("other");
                out.cooperate();
            }
        });
        Flow<Long> transaction = inserting((turn, connection) -> {
            order.add("transaction");
            return 1L;
        });
        assertThat(ReactorFlow.toFlux(Flow.merge(other, transaction))
                        .collectList()
                        .block(LIMIT))
                .containsExactly(1L);
        assertThat(order).hasSize(101).contains("transaction");
    }
}
