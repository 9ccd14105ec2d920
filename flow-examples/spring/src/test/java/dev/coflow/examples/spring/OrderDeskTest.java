package dev.coflow.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A body that awaits the database, a server and the database, in a transaction. */
@ExtendWith(Shop.Extension.class)
class OrderDeskTest {

    private final Shop shop;
    private final OrderDesk orders;

    OrderDeskTest(Shop shop) {
        this.shop = shop;
        orders = shop.bean(OrderDesk.class);
    }

    @Test
    void commitsBeforeItsValueIsThere() {
        String item = shop.item(5);

        StepVerifier.create(orders.place(new Order(item, 2)))
                .expectNext(new Receipt(item, 2, item + "-2"))
                .then(() -> assertThat(shop.pieces(item)).isEqualTo(3))
                .verifyComplete();
        assertThat(shop.payments(item)).isEqualTo(1);
    }

    @Test
    void noPaymentIsAskedForWhatThereIsNot() {
        String item = shop.item(1);
        shop.bean(Shop.Till.class).charge(item, Mono.error(new AssertionError("charged")));

        StepVerifier.create(orders.place(new Order(item, 2)))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isExactlyInstanceOf(Refused.class)
                        .hasMessage("not enough for Order[item=%s, amount=2]", item));
        assertThat(shop.pieces(item)).isEqualTo(1);
    }

    @Test
    void rollsBackWhenTheOtherServerRefuses() {
        String item = shop.item(20);

        StepVerifier.create(orders.place(new Order(item, 11)))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                WebClientResponseException.class,
                                refusal -> assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.PAYMENT_REQUIRED)));
        assertThat(shop.pieces(item)).isEqualTo(20);
        assertThat(shop.payments(item)).isZero();
    }

    @Test
    void rollsBackWhenItIsCancelledWhileItAwaitsTheOtherServer() throws InterruptedException {
        String item = shop.item(5);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        shop.bean(Shop.Till.class)
                .charge(
                        item,
                        Mono.<Payment>never()
                                .doOnSubscribe(subscription -> asked.countDown())
                                .doOnCancel(left::countDown));

        Disposable order = orders.place(new Order(item, 2)).subscribe();
        asked.await();
        order.dispose();

        assertThat(shop.piecesWithOneMore(item)).isEqualTo(6);
        assertThat(shop.payments(item)).isZero();
        left.await(); // the cancel reached the other server, too
    }
}
