package dev.coflow.examples.spring;

import dev.coflow.reactor.ReactorFlow;
import org.springframework.context.annotation.Lazy;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Takes orders: a body that awaits the database, another server and the database again, in one transaction. */
@Service
class OrderDesk {

    private final StockRoom stock;
    private final DatabaseClient database;
    private final WebClient cashDesk;
    private final TransactionalOperator transaction;

    OrderDesk(StockRoom stock, DatabaseClient database, @Lazy WebClient cashDesk, TransactionalOperator transaction) {
        this.stock = stock;
        this.database = database;
        this.cashDesk = cashDesk;
        this.transaction = transaction;
    }

    // tag: spring-service
    Mono<Receipt> place(Order order) {
        return transaction.transactional(ReactorFlow.mono(turn -> {
            if (turn.await(stock.take(order)) == 0) {
                throw new Refused("not enough for " + order);
            }
            Payment payment = turn.await(charge(order)); // a WebClient's
            turn.await(note(order, payment));
            return new Receipt(order.item(), order.amount(), payment.number());
        }));
    }
    // end: spring-service

    private Mono<Payment> charge(Order order) {
        return cashDesk.post().uri("/payments").bodyValue(order).retrieve().bodyToMono(Payment.class);
    }

    private Mono<Long> note(Order order, Payment payment) {
        return database.sql("INSERT INTO orders VALUES (:item, :amount, :payment)")
                .bindProperties(order)
                .bind("payment", payment.number())
                .fetch()
                .rowsUpdated();
    }
}
