package dev.coflow.examples.spring;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Stands for the server of somebody else who takes the money. It is this one, on its own port. */
@RestController
class CashDeskController {

    private final CashDesk desk;

    CashDeskController(CashDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/payments")
    Mono<Payment> charge(@RequestBody Order order) {
        return desk.charge(order);
    }

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        /** Lazy: the port is known when the server has started. */
        @Bean
        @Lazy
        WebClient cashDeskClient(
                WebClient.Builder builder,
                @Value("${shop.cash-desk:http://127.0.0.1:${local.server.port}}") String url) {
            return builder.baseUrl(url).build();
        }

        @Bean
        CashDesk desk() {
            return order -> order.amount() <= 10
                    ? Mono.just(new Payment(order.item() + "-" + order.amount()))
                    : Mono.error(new ResponseStatusException(HttpStatus.PAYMENT_REQUIRED));
        }
    }
}
