package dev.coflow.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Turn;
import dev.coflow.reactor.ReactorFlow;
import dev.coflow.reactor.sql.R2dbcQuery;
import dev.coflow.reactor.sql.R2dbcTransaction;
import io.r2dbc.spi.ConnectionFactory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * When a cancelled transaction is rolled back: whether a body's {@code finally} is still inside. It must not use the database where Spring
 * has rolled back by then: it would get a connection of its own, which Spring never gives back.
 */
@ExtendWith(Shop.Extension.class)
class RollbackTest {

    private final Shop shop;
    private final StockRoom stock;
    private final String item;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final Sinks.Empty<Void> goOn = Sinks.empty();

    RollbackTest(Shop shop) {
        this.shop = shop;
        stock = shop.bean(StockRoom.class);
        item = shop.item(10);
    }

    @Test
    void springDoesNotWaitForTheFinallyOfATransactionalMethod() throws InterruptedException {
        Flow<Delivery> deliveries = Flow.generate(out -> {
            try {
                out.emit(new Delivery(item, 5));
                out.awaitEnd(Mono.never());
            } finally {
                out.awaitEnd(goOn.asMono());
                left.countDown();
            }
        });
        assertRolledBackBeforeFinally(Flux.from(stock.receive(deliveries)).doOnNext(received -> begun.countDown()));
    }

    @Test
    void springDoesNotWaitForTheFinallyOfAnOperatorsBody() throws InterruptedException {
        Flow<Object> body = Flow.generate(out -> {
            try {
                out.await(stock.take(new Order(item, 5)));
                stay(out);
            } finally {
                out.awaitEnd(goOn.asMono());
                left.countDown();
            }
        });
        assertRolledBackBeforeFinally(shop.bean(TransactionalOperator.class).transactional(ReactorFlow.toFlux(body)));
    }

    private void assertRolledBackBeforeFinally(Publisher<?> transaction) throws InterruptedException {
        cancelInside(transaction);
        assertThat(shop.piecesWithOneMore(item)).isEqualTo(11);

        assertThat(left.getCount()).isOne();
        goOn.tryEmitEmpty().orThrow();
        left.await();
    }

    /** What it writes there is rolled back, too. */
    @Test
    void oursWaitsForTheFinally() throws InterruptedException {
        cancelInside(R2dbcTransaction.task(shop.bean(ConnectionFactory.class), (turn, connection) -> {
            R2dbcQuery take = R2dbcQuery.of(connection, "UPDATE stock SET pieces = pieces - 5 WHERE item = $1")
                    .bind(item);
            try {
                turn.await(take.rowsUpdated());
                stay(turn);
                return item;
            } finally {
                turn.awaitEnd(goOn.asMono());
                assertThat(turn.await(take.rowsUpdated())).isOne();
                left.countDown();
            }
        }));
        goOn.tryEmitEmpty().orThrow();
        left.await();
        assertThat(shop.piecesWithOneMore(item)).isEqualTo(11);
    }

    private void stay(Turn turn) {
        begun.countDown();
        turn.awaitEnd(Mono.never());
    }

    private void cancelInside(Publisher<?> transaction) throws InterruptedException {
        Disposable work = Flux.from(transaction).subscribe();
        begun.await();
        work.dispose();
    }
}
