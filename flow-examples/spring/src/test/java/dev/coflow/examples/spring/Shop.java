package dev.coflow.examples.spring;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** The application, as it is started by itself, but on a port of its own, with two connections to the database. */
final class Shop implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicInteger items = new AtomicInteger();
    private final ConfigurableApplicationContext context;

    private Shop() {
        context = new SpringApplicationBuilder(ShopApplication.class, Till.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--spring.r2dbc.pool.initial-size=0",
                        "--spring.r2dbc.pool.max-size=2",
                        "--spring.r2dbc.pool.max-acquire-time=20s",
                        "--logging.level.root=warn",
                        // logs at the level of errors that a response was broken off
                        "--logging.level.org.springframework.web.server.adapter=off",
                        "--logging.level.reactor.netty.http.server=off");
    }

    /** A client of the real server. */
    WebTestClient client() {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(LIMIT)
                .build();
    }

    <B> B bean(Class<B> type) {
        return context.getBean(type);
    }

    /** A new item, of which there are so many pieces. */
    String item(int pieces) {
        String item = "item" + items.incrementAndGet();
        database()
                .sql("INSERT INTO stock VALUES (:item, :pieces)")
                .bindProperties(new Stock(item, pieces))
                .then()
                .block(LIMIT);
        return item;
    }

    /** What a transaction of its own sees. */
    int pieces(String item) {
        return Objects.requireNonNull(bean(StockRoom.class).of(item).block(LIMIT))
                .pieces();
    }

    /**
     * What one more piece makes. It waits for the lock on the row: a transaction that has begun with it has ended by then, one way or the
     * other.
     */
    int piecesWithOneMore(String item) {
        database()
                .sql("UPDATE stock SET pieces = pieces + 1 WHERE item = :item")
                .bind("item", item)
                .then()
                .retry(20)
                .block(LIMIT);
        return pieces(item);
    }

    /** The payments that are noted for an item. */
    long payments(String item) {
        return Objects.requireNonNull(database()
                .sql("SELECT COUNT(*) FROM orders WHERE item = :item")
                .bind("item", item)
                .mapValue(Long.class)
                .one()
                .block(LIMIT));
    }

    private DatabaseClient database() {
        return bean(DatabaseClient.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /** A cash desk that can be told what to do with an item. */
    static final class Till {

        private final Map<String, Mono<Payment>> charges = new ConcurrentHashMap<>();

        void charge(String item, Mono<Payment> payment) {
            charges.put(item, payment);
        }

        @Bean
        @Primary
        CashDesk till(CashDesk desk) {
            return order -> charges.getOrDefault(order.item(), desk.charge(order));
        }
    }

    /** Gives tests the one application, which is closed after the last of them. */
    static final class Extension implements ParameterResolver {

        private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(Shop.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Shop.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot().getStore(SPACE).getOrComputeIfAbsent(Shop.class, type -> new Shop(), Shop.class);
        }
    }
}
