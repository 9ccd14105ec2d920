package dev.coflow.examples.spring;

import reactor.core.publisher.Mono;

/** Takes money. */
interface CashDesk {

    /** A payment, or an error where the money does not come. */
    Mono<Payment> charge(Order order);
}
