package dev.coflow.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coflow.Flow;
import dev.coflow.examples.PlaceOrder.Inventory;
import dev.coflow.examples.PlaceOrder.Order;
import dev.coflow.examples.PlaceOrder.Orders;
import dev.coflow.examples.PlaceOrder.OutOfStock;
import dev.coflow.examples.PlaceOrder.Payment;
import dev.coflow.examples.PlaceOrder.Payments;
import dev.coflow.examples.PlaceOrder.Stock;
import dev.coflow.reactor.ReactorFlow;
import dev.coflow.reactor.netty.FlowHandler;
import dev.coflow.reactor.sql.R2dbcQuery;
import dev.coflow.reactor.sql.R2dbcTransaction;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpServer;
import reactor.test.StepVerifier;

/** What the README shows, compiled; {@link ReadmeTest} runs it and compares the text. */
final class ReadmeSnippets {

    interface Repository {
        Mono<String> save(String item);
    }

    private final Inventory inventory = order -> Mono.just(new Stock(order.amount() <= 10));
    private final Payments payments = order -> Mono.just(new Payment(2 * order.amount()));
    private final Orders orders = Mono::just;

    // tag: service
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
    // end: service

    static Flux<Integer> consumer() {
        // tag: generator
        Flow<Integer> counter = Flow.generate(out -> {
            for (int i = 3; i > 0; i--) {
                out.emit(i);
            }
        });
        Flow<Integer> consumer = Flow.generate(out -> {
            for (int x : out.pull(counter)) {
                if (x != 2) {
                    out.emit(x);
                }
            }
        });
        Flux<Integer> flux = ReactorFlow.toFlux(consumer); // 3, 1
        // end: generator
        return flux;
    }

    static TcpServer protocol() {
        // tag: protocol
        TcpServer server = TcpServer.create()
                .handle(FlowHandler.lines(in -> Flow.generate(out -> {
                    out.emit("Hello, what shall I repeat?");
                    for (String line : out.pull(in)) {
                        if (line.equals("bye")) {
                            break;
                        }
                        out.emit(line);
                    }
                })));
        // end: protocol
        return server;
    }

    static HttpServer http() {
        // tag: http
        Flow<String> ticks = Flow.generate(out -> {
            for (int tick = 0; ; tick++) {
                out.emit("data: " + tick + "\n\n");
                out.cooperate(Duration.ofMillis(100));
            }
        });
        HttpServer http = HttpServer.create()
                .route(routes -> routes.get(
                        "/ticks", (request, response) -> response.sse().sendString(ticks, UTF_8)));
        // end: http
        return http;
    }

    static List<Flow<?>> queries(ConnectionFactory database, String item) {
        // tag: queries
        Flow<String> names = R2dbcQuery.of(database, "SELECT name FROM person WHERE age >= $1")
                .bind(18)
                .fetchSize(100)
                .rows(row -> row.get("name", String.class));

        Flow<Long> sale = R2dbcTransaction.task(database, (turn, connection) -> {
            R2dbcQuery take =
                    R2dbcQuery.of(connection, "UPDATE stock SET pieces = pieces - 1 WHERE item = $1 AND pieces > 0");
            if (turn.await(take.bind(item).rowsUpdated()) == 0) {
                throw new IllegalStateException(item + ": sold out");
            }
            R2dbcQuery note = R2dbcQuery.of(connection, "INSERT INTO sold VALUES ($1)");
            return turn.await(note.bind(item).rowsUpdated());
        });
        // end: queries
        return List.of(names, sale);
    }

    static void testing(Flow<Integer> consumer) {
        // tag: testing
        StepVerifier.create(consumer).expectNext(3, 1).verifyComplete();
        // end: testing
    }

    static void virtualTime() {
        // tag: virtual-time
        StepVerifier.withVirtualTime(() -> Flow.<String>generate(out -> {
                    out.emit("immediate");
                    out.cooperate(Duration.ofHours(2));
                    out.emit("delayed");
                }))
                .expectSubscription()
                .expectNext("immediate")
                .expectNoEvent(Duration.ofHours(2))
                .expectNext("delayed")
                .verifyComplete();
        // end: virtual-time
    }

    static Mono<String> toMono(Repository repository) {
        // tag: to-mono
        Mono<String> right = ReactorFlow.toMono(Flow.task(turn -> turn.await(repository.save("x"))));
        // end: to-mono
        return right;
    }

    static Flux<Integer> flatMap(Flux<Integer> starts) {
        // tag: flat-map
        Flux<Integer> all = starts.flatMap(n -> Flow.<Integer>generate(out -> {
            for (int i = n; i > 0; i--) {
                out.emit(i);
            }
        }));
        // end: flat-map
        return all;
    }
}
