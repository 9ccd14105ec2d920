package dev.coflow.examples.spring;

import dev.coflow.Flow;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/** Counts the pieces. */
@Service
class StockRoom {

    private final DatabaseClient database;

    StockRoom(DatabaseClient database) {
        this.database = database;
    }

    Flow<Stock> all() {
        return Flow.from(database.sql("SELECT item, pieces FROM stock ORDER BY item")
                .mapProperties(Stock.class)
                .all());
    }

    Mono<Stock> of(String item) {
        return database.sql("SELECT item, pieces FROM stock WHERE item = :item")
                .bind("item", item)
                .mapProperties(Stock.class)
                .one();
    }

    /** All deliveries are counted, after the last of them, or none is: a bad one and a cancel roll the transaction back. */
    // tag: spring-transactional
    @Transactional
    Flow<Stock> receive(Flow<Delivery> deliveries) {
        return Flow.generate(out -> {
            for (Delivery delivery : out.pull(deliveries)) {
                if (delivery.pieces() <= 0 || out.await(add(delivery)) == 0) {
                    throw new Refused("no delivery: " + delivery);
                }
                out.emit(out.await(of(delivery.item())));
            }
        });
    }
    // end: spring-transactional

    private Mono<Long> add(Delivery delivery) {
        return database.sql("UPDATE stock SET pieces = pieces + :pieces WHERE item = :item")
                .bindProperties(delivery)
                .fetch()
                .rowsUpdated();
    }

    /** How many rows there were that had enough: one or none. */
    Mono<Long> take(Order order) {
        return database.sql("UPDATE stock SET pieces = pieces - :amount WHERE item = :item AND pieces >= :amount")
                .bindProperties(order)
                .fetch()
                .rowsUpdated();
    }
}
