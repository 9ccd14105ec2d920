package dev.coflow.reactor.sql;

import dev.coflow.Flow;
import dev.coflow.Turn;
import dev.coflow.reactor.ReactorFlow;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.TransactionDefinition;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A transaction as a body: it commits when the body returns, and rolls back when it throws or is cancelled.
 *
 * <pre>{@code
 * Flow<Long> order = R2dbcTransaction.task(pool, (turn, connection) -> {
 *     R2dbcQuery take = R2dbcQuery.of(connection, "UPDATE stock SET pieces = pieces - 1 WHERE item = $1 AND pieces > 0");
 *     if (turn.await(take.bind(item).rowsUpdated()) == 0) throw new SoldOutException(item);
 *     R2dbcQuery note = R2dbcQuery.of(connection, "INSERT INTO sold (item) VALUES ($1)");
 *     return turn.await(note.bind(item).rowsUpdated());
 * });
 * }</pre>
 *
 * <p><b>Order.</b> The value is delivered after the commit, and an error after the rollback; by then the connection is given back. A cancel
 * rolls back when the body has unwound, so its {@code finally} blocks may still use the connection. What the body has pulled and not
 * read to its end is cancelled before the commit. A cancel that meets the commit itself may come too late.
 *
 * <p><b>Errors.</b> An error of the body, or of the commit, passes unchanged. An error of the rollback, or of giving the connection
 * back, goes to Reactor's {@code onErrorDropped}.
 *
 * <p>Source: Twisted's {@code runInteraction}, where the body was a blocking function.
 */
public final class R2dbcTransaction {

    private R2dbcTransaction() {}

    /**
     * What is done in a transaction.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    public interface Work<T> {

        /**
         * Runs to its end.
         *
         * @param turn the handle of the body
         * @param connection the connection, which is not to be closed or kept
         * @return the result, or {@code null} for none; the transaction commits either way
         * @throws Exception to roll back and end the flow with that error
         */
        @Nullable
        T run(Turn turn, Connection connection) throws Exception;
    }

    /**
     * A transaction for each subscription, as the connection has it by default.
     *
     * @param <T> the result
     * @param connections where the connection is taken from
     * @param work what is done
     * @return a flow of the result, or empty if that is null
     */
    public static <T> Flow<T> task(ConnectionFactory connections, Work<T> work) {
        return inTransaction(connections, Connection::beginTransaction, work);
    }

    /**
     * A transaction for each subscription.
     *
     * @param <T> the result
     * @param connections where the connection is taken from
     * @param definition the isolation level, for example
     * @param work what is done
     * @return a flow of the result, or empty if that is null
     */
    public static <T> Flow<T> task(ConnectionFactory connections, TransactionDefinition definition, Work<T> work) {
        Objects.requireNonNull(definition, "definition");
        return inTransaction(connections, connection -> connection.beginTransaction(definition), work);
    }

    private static <T> Flow<T> inTransaction(
            ConnectionFactory connections, Function<Connection, Publisher<Void>> begin, Work<T> work) {
        Objects.requireNonNull(connections, "connections");
        Objects.requireNonNull(work, "work");
        return Flow.from(Mono.usingWhen(
                new TakenConnection(connections).map(connection -> new Transaction<>(connection, begin, work)),
                transaction -> ReactorFlow.toMono(Flow.task(transaction::run)),
                Transaction::close,
                (transaction, error) -> transaction.rollBack(),
                Transaction::rollBackCancelled));
    }

    /** One subscription's. */
    private static final class Transaction<T> {
        private final Connection connection;
        private final Work<T> work;
        private final Mono<Void> begun;
        private final Part body = new Part();
        private final Part interaction = new Part();

        Transaction(Connection connection, Function<Connection, Publisher<Void>> begin, Work<T> work) {
            this.connection = connection;
            this.work = work;
            // shared, so that the rollback can wait for it: a driver that has not begun yet would not roll back, and
            // begin afterwards
            this.begun = Mono.defer(() -> Mono.from(begin.apply(connection))).cache();
        }

        /**
         * The work is a flow of its own: what it leaves open is closed before the commit, which would wait behind it, and when it was
         * cancelled there is no commit, whatever it does about that.
         */
        @Nullable
        T run(Turn turn) throws Exception {
            return body.run(() -> {
                turn.awaitEnd(begun);
                Optional<T> result = turn.awaitOptional(Flow.<T>task(inner -> interaction.run(() -> runWork(inner))));
                turn.awaitEnd(connection.commitTransaction());
                return result.orElse(null);
            });
        }

        private @Nullable T runWork(Turn turn) throws Exception {
            BorrowedConnection borrowed = new BorrowedConnection(connection);
            try {
                return work.run(turn, borrowed);
            } finally {
                borrowed.end();
            }
        }

        Mono<Void> rollBack() {
            return CleanUp.of(connection::rollbackTransaction).then(close());
        }

        /** Behind the code, which may still use the connection. */
        Mono<Void> rollBackCancelled() {
            if (body.neverBegins()) {
                return close();
            }
            return body.ended()
                    .then(Mono.defer(() -> interaction.neverBegins() ? Mono.empty() : interaction.ended()))
                    .then(begun.onErrorComplete())
                    .then(rollBack());
        }

        Mono<Void> close() {
            return Connections.close(connection);
        }
    }

    /** Code that a cleanup waits for, or prevents. */
    private static final class Part {
        private final AtomicBoolean claimed = new AtomicBoolean();
        private final Sinks.Empty<Void> over = Sinks.empty();

        <T> @Nullable T run(Callable<@Nullable T> code) throws Exception {
            if (!claimed.compareAndSet(false, true)) {
                return null; // to nobody
            }
            try {
                return code.call();
            } finally {
                over.tryEmitEmpty();
            }
        }

        /** From now on, if it has not begun. */
        boolean neverBegins() {
            return claimed.compareAndSet(false, true);
        }

        Mono<Void> ended() {
            return over.asMono();
        }
    }
}
