package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.examples.PlaceOrder.Order;
import dev.coflow.examples.PlaceOrder.OutOfStock;
import dev.coflow.examples.PlaceOrder.Payment;
import dev.coflow.examples.PlaceOrder.Stock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

class PlaceOrderTest {

    private static final Order TEA = new Order("tea", 3, "new");

    @Test
    void printsTheOrderAndTheRefusal() throws Exception {
        assertThat(Transcript.of("order"))
                .containsExactly("Order[item=tea, amount=3, status=paid 6]", "not enough coffee");
    }

    @Test
    void paysOnlyWhatIsInStock() {
        PublisherProbe<Payment> payment = PublisherProbe.of(Mono.just(new Payment(6)));
        PlaceOrder service = new PlaceOrder(order -> Mono.just(new Stock(false)), order -> payment.mono(), Mono::just);

        StepVerifier.create(service.place(TEA)).verifyError(OutOfStock.class);
        payment.assertWasNotSubscribed();
    }

    @Test
    void takesOneStepAfterTheOther() {
        StepVerifier.withVirtualTime(() -> {
                    Duration second = Duration.ofSeconds(1);
                    PlaceOrder service = new PlaceOrder(
                            order -> Mono.just(new Stock(true)).delayElement(second),
                            order -> Mono.just(new Payment(6)).delayElement(second),
                            order -> Mono.just(order).delayElement(second));
                    return service.place(TEA);
                })
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(3))
                .expectNext(new Order("tea", 3, "paid 6"))
                .verifyComplete();
    }
}
