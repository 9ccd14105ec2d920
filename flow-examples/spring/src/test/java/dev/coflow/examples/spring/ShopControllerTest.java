package dev.coflow.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_NDJSON;
import static org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What clients of the shop see, over HTTP. */
@ExtendWith(Shop.Extension.class)
class ShopControllerTest {

    private final Shop shop;
    private final WebTestClient client;

    ShopControllerTest(Shop shop) {
        this.shop = shop;
        client = shop.client();
    }

    @Test
    void aFlowIsAJsonArray() {
        client.get()
                .uri("/stock")
                .accept(APPLICATION_JSON)
                .exchange()
                .expectHeader()
                .contentType(APPLICATION_JSON)
                .expectBody(String.class)
                .value(body -> assertThat(body).startsWith("[{\"item\":").endsWith("}]"));
    }

    @Test
    void aFlowIsALineForEachItem() {
        String item = shop.item(7);

        assertThat(bodyOfStock(APPLICATION_NDJSON).lines().toList())
                .contains("{\"item\":\"" + item + "\",\"pieces\":7}")
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void aFlowIsAnEventForEachItem() {
        String item = shop.item(7);

        assertThat(bodyOfStock(TEXT_EVENT_STREAM).split("\n\n"))
                .contains("data:{\"item\":\"" + item + "\",\"pieces\":7}")
                .allMatch(event -> event.startsWith("data:{") && event.endsWith("}"));
    }

    private String bodyOfStock(MediaType type) {
        return Objects.requireNonNull(client.get()
                .uri("/stock")
                .accept(type)
                .exchange()
                .expectHeader()
                .contentTypeCompatibleWith(type)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void itemsArriveBeforeTheEndAndAClientThatGoesAwayEndsTheBody() {
        Flux<Integer> ticks = client.get()
                .uri("/ticks")
                .accept(TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(Integer.class)
                .getResponseBody();

        StepVerifier.create(ticks, 3)
                .expectNext(1, 2, 3)
                .then(() -> assertThat(shop.bean(Ticks.class).listeners()).isEqualTo(1))
                .thenCancel()
                .verify();
        Awaitility.await().until(() -> shop.bean(Ticks.class).listeners() == 0);
    }

    @Test
    void aRequestBodyIsAFlow() {
        String item = shop.item(1);

        client.post()
                .uri("/deliveries")
                .contentType(APPLICATION_NDJSON)
                .accept(APPLICATION_NDJSON)
                .body(Flux.just(new Delivery(item, 2), new Delivery(item, 4)), Delivery.class)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBodyList(Stock.class)
                .contains(new Stock(item, 3), new Stock(item, 7))
                .hasSize(2);
        assertThat(shop.pieces(item)).isEqualTo(7);
    }

    @Test
    void aRequestBodyMayBeAJsonArray() {
        String item = shop.item(1);

        client.post()
                .uri("/deliveries")
                .contentType(APPLICATION_JSON)
                .bodyValue(List.of(new Delivery(item, 2), new Delivery(item, 4)))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBodyList(Stock.class)
                .hasSize(2);
        assertThat(shop.pieces(item)).isEqualTo(7);
    }

    @Test
    void anErrorBeforeTheFirstItemIsAStatus() {
        client.post()
                .uri("/deliveries")
                .contentType(APPLICATION_JSON)
                .bodyValue(List.of(new Delivery(shop.item(1), -1)))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody();
    }

    /** Its status has gone by then. */
    @ParameterizedTest
    @ValueSource(strings = {APPLICATION_JSON_VALUE, APPLICATION_NDJSON_VALUE, TEXT_EVENT_STREAM_VALUE})
    void anErrorAfterTheFirstItemBreaksTheResponseOffAndRollsBack(String type) {
        String item = shop.item(1);
        Flux<DataBuffer> response = client.post()
                .uri("/deliveries")
                .contentType(APPLICATION_JSON)
                .accept(MediaType.valueOf(type))
                .bodyValue(List.of(new Delivery(item, 2), new Delivery(item, -1)))
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(DataBuffer.class)
                .getResponseBody()
                .doOnNext(DataBufferUtils::release);

        StepVerifier.create(response)
                .thenConsumeWhile(buffer -> true)
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("prematurely closed"));
        assertThat(shop.pieces(item)).isEqualTo(1);
    }

    @Test
    void aClientThatGoesAwayRollsBack() {
        String item = shop.item(1);
        // never ends
        Flux<Delivery> deliveries = Flux.just(new Delivery(item, 2)).concatWith(Flux.never());
        Flux<Stock> stock = client.post()
                .uri("/deliveries")
                .contentType(APPLICATION_NDJSON)
                .accept(APPLICATION_NDJSON)
                .body(deliveries, Delivery.class)
                .exchange()
                .returnResult(Stock.class)
                .getResponseBody();

        StepVerifier.create(stock).expectNext(new Stock(item, 3)).thenCancel().verify();
        assertThat(shop.piecesWithOneMore(item)).isEqualTo(2);
    }

    @Test
    void anOrderIsOneObject() {
        String item = shop.item(5);

        client.post()
                .uri("/orders")
                .contentType(APPLICATION_JSON)
                .accept(APPLICATION_JSON)
                .bodyValue(new Order(item, 2))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("{\"item\":\"" + item + "\",\"amount\":2,\"payment\":\"" + item + "-2\"}");
    }

    @Test
    void whatABodyThrowsIsWhatSpringMapsToAStatus() {
        client.post()
                .uri("/orders")
                .contentType(APPLICATION_JSON)
                .bodyValue(new Order(shop.item(1), 2))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody();
    }
}
