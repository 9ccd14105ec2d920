package dev.coflow.examples;

import dev.coflow.reactor.ReactorFlow;
import java.io.PrintStream;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * A service method over three others that return a {@code Mono}: sequential code with {@code if} and {@code throw}, and no
 * event loop waits. Twisted: a generator that yields Deferreds.
 */
final class PlaceOrder {

    record Order(String item, int amount, String status) {
        Order paid(Payment payment) {
            return new Order(item, amount, "paid " + payment.sum());
        }
    }

    record Stock(boolean ok) {}

    record Payment(int sum) {}

    /** The expected failure; it arrives as {@code onError}, unwrapped. */
    static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;

        OutOfStock(Order order) {
            super("not enough " + order.item());
        }
    }

    interface Inventory {
        Mono<Stock> reserve(Order order);
    }

    interface Payments {
        Mono<Payment> charge(Order order);
    }

    interface Orders {
        Mono<Order> save(Order order);
    }

    private final Inventory inventory;
    private final Payments payments;
    private final Orders orders;

    PlaceOrder(Inventory inventory, Payments payments, Orders orders) {
        this.inventory = inventory;
        this.payments = payments;
        this.orders = orders;
    }

    Mono<Order> place(Order order) {
        return ReactorFlow.mono(turn -> {
            Stock stock = turn.await(inventory.reserve(order));
            if (!stock.ok()) {
                throw new OutOfStock(order);
            }
            Payment payment = turn.await(payments.charge(order));
            return turn.await(orders.save(order.paid(payment)));
        });
    }

    static void run(PrintStream out) {
        PlaceOrder service = new PlaceOrder(
                order -> later(new Stock(order.amount() <= 10)),
                order -> later(new Payment(2 * order.amount())),
                order -> later(order));
        service.place(new Order("tea", 3, "new")).doOnNext(out::println).block();
        service.place(new Order("coffee", 30, "new"))
                .doOnError(OutOfStock.class, e -> out.println(e.getMessage()))
                .onErrorComplete()
                .block();
    }

    private static <T> Mono<T> later(T answer) {
        return Mono.just(answer).delayElement(Duration.ofMillis(10));
    }
}
