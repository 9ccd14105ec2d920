package dev.coflow.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.support.AopUtils;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A {@code @Transactional} method that returns a flow. */
@ExtendWith(Shop.Extension.class)
class StockRoomTest {

    private final Shop shop;
    private final StockRoom stock;

    StockRoomTest(Shop shop) {
        this.shop = shop;
        stock = shop.bean(StockRoom.class);
    }

    @Test
    void isBehindAProxy() {
        assertThat(AopUtils.isAopProxy(stock)).isTrue();
    }

    @Test
    void commitsAfterItsEnd() {
        String item = shop.item(1);

        StepVerifier.create(stock.receive(Flow.of(new Delivery(item, 2), new Delivery(item, 4))), 1)
                .expectNext(new Stock(item, 3))
                .then(() -> assertThat(shop.pieces(item)).isEqualTo(1))
                .thenRequest(2)
                .expectNext(new Stock(item, 7))
                .verifyComplete();
        assertThat(shop.pieces(item)).isEqualTo(7);
    }

    @Test
    void rollsBackWhenItFails() {
        String item = shop.item(1);

        StepVerifier.create(stock.receive(Flow.of(new Delivery(item, 2), new Delivery("nothing", 4))))
                .expectNext(new Stock(item, 3))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isExactlyInstanceOf(Refused.class)
                        .hasMessage("no delivery: Delivery[item=nothing, pieces=4]"));
        assertThat(shop.pieces(item)).isEqualTo(1);
    }

    @Test
    void rollsBackWhenItIsCancelled() {
        String item = shop.item(1);

        StepVerifier.create(stock.receive(Flow.of(new Delivery(item, 2), new Delivery(item, 4))), 1)
                .expectNext(new Stock(item, 3))
                .thenCancel()
                .verify();
        assertThat(shop.piecesWithOneMore(item)).isEqualTo(2);
    }

    /** There are two connections. */
    @Test
    void givesItsConnectionBackWhenItIsCancelled() {
        String item = shop.item(1);

        for (int i = 0; i < 20; i++) {
            Flux<Delivery> deliveries = Flux.just(new Delivery(item, 2)).concatWith(Flux.never());
            StepVerifier.create(stock.receive(Flow.from(deliveries)))
                    .expectNext(new Stock(item, 3))
                    .thenCancel()
                    .verify();
            stock.receive(Flow.of(new Delivery(item, 1))).toList();
            assertThat(shop.pieces(item)).isEqualTo(2);
            shop.bean(OrderDesk.class).place(new Order(item, 1)).block();
        }
    }

    @Test
    void nothingRunsUntilItIsSubscribedTo() {
        String item = shop.item(1);
        Flow<Stock> receipt = stock.receive(Flow.of(new Delivery(item, 2)));
        assertThat(shop.pieces(item)).isEqualTo(1);

        assertThat(receipt.toList()).containsExactly(new Stock(item, 3));
        assertThat(receipt.toList()).containsExactly(new Stock(item, 5));
    }
}
