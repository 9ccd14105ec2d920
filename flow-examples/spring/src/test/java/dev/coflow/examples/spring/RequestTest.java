package dev.coflow.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a flow knows of the request it answers. */
@ExtendWith(Shop.Extension.class)
class RequestTest {

    private final WebTestClient client;

    RequestTest(Shop shop) {
        client = shop.client();
    }

    @Test
    void aManagerSeesAll() {
        assertStaff("manager", "[{\"name\":\"Ann\",\"pay\":1200},{\"name\":\"Ben\",\"pay\":900}]");
    }

    @Test
    void othersDoNotSeeThePay() {
        assertStaff("clerk", "[{\"name\":\"Ann\",\"pay\":null},{\"name\":\"Ben\",\"pay\":null}]");
    }

    @Test
    void strangersSeeNothing() {
        client.get().uri("/staff").exchange().expectStatus().isUnauthorized().expectBody();
    }

    private void assertStaff(String user, String expected) {
        client.get()
                .uri("/staff")
                .headers(headers -> headers.setBasicAuth(user, user))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo(expected);
    }

    @Test
    void aBodySeesItsUserAndTheMdcOfItsRequest() {
        for (String request : new String[] {"r1", "r2"}) {
            client.get()
                    .uri("/whoami")
                    .header("X-Request-Id", request)
                    .headers(headers -> headers.setBasicAuth("clerk", "clerk"))
                    .exchange()
                    .expectBody(WhoAmI.Answer.class)
                    .isEqualTo(new WhoAmI.Answer("clerk", request, request));
        }
        assertThat(MDC.get(RequestNames.KEY)).isNull();
    }
}
