package dev.coflow.examples.spring;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import dev.coflow.Flow;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What the shop does. A flow is a JSON array, or one line or event for each item as it comes: the client chooses. */
@RestController
@RequestMapping(produces = {APPLICATION_JSON_VALUE, APPLICATION_NDJSON_VALUE, TEXT_EVENT_STREAM_VALUE})
class ShopController {

    private final StockRoom stock;
    private final OrderDesk orders;

    ShopController(StockRoom stock, OrderDesk orders) {
        this.stock = stock;
        this.orders = orders;
    }

    @GetMapping("/stock")
    Flow<Stock> stock() {
        return stock.all();
    }

    @PostMapping("/deliveries")
    Flow<Stock> receive(@RequestBody Flow<Delivery> deliveries) {
        return stock.receive(deliveries);
    }

    @PostMapping("/orders")
    Mono<Receipt> place(@RequestBody Order order) {
        return orders.place(order);
    }
}
