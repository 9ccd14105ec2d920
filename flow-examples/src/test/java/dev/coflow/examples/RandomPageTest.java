package dev.coflow.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class RandomPageTest {

    private final Sinks.Empty<Void> goOn = Sinks.empty();

    /** Waits between its numbers until it may go on. */
    private final Flow<Integer> numbers = Flow.generate(out -> {
        out.emit(1);
        out.awaitEnd(goOn.asMono());
        out.emit(2);
    });

    private DisposableServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.disposeNow();
        }
    }

    @Test
    void example() throws Exception {
        assertThat(Transcript.of("page"))
                .containsExactly(
                        "<!DOCTYPE html> | <!DOCTYPE html>",
                        "<title>Random numbers</title> | <title>Random numbers</title>",
                        "<ul> | <ul>",
                        "<li>31</li> | <li>31</li>",
                        "<li>82</li> | <li>82</li>",
                        "<li>4</li> | <li>4</li>",
                        "<li>91</li> | <li>91</li>",
                        "<li>7</li> | <li>7</li>",
                        "</ul> | </ul>",
                        "31",
                        "82",
                        "4");
    }

    @Test
    void withAPortItServesUntilItIsStopped() throws Exception {
        Transcript out = new Transcript();
        Thread program = new Thread(() -> RandomPage.run(out.stream(), List.of("0")));
        program.setUncaughtExceptionHandler((thread, interrupted) -> {});
        program.start();
        try {
            Awaitility.await().until(() -> !out.lines().isEmpty());
            String url = out.lines().get(0).replaceFirst("/ and .*", "");
            StepVerifier.create(RandomPage.readEvents(HttpClient.newConnection().baseUrl(url)))
                    .expectNextCount(1)
                    .thenCancel()
                    .verify();
        } finally {
            program.interrupt();
            program.join();
        }
    }

    @Test
    void aNumberIsReadBeforeThePageEnds() {
        StepVerifier.create(RandomPage.read(start(RandomPage.server(numbers))))
                .expectNext("<!DOCTYPE html>", "<title>Random numbers</title>", "<ul>", "<li>1</li>")
                .then(goOn::tryEmitEmpty)
                .expectNext("<li>2</li>", "</ul>")
                .verifyComplete();
    }

    @Test
    void anEventIsReadBeforeTheNextIsMade() {
        StepVerifier.create(RandomPage.readEvents(start(RandomPage.server(numbers))))
                .expectNext("1")
                .then(goOn::tryEmitEmpty)
                .expectNext("2")
                .verifyComplete();
    }

    @Test
    void twoPagesGrowAtTheSameTime() {
        HttpClient http = start(RandomPage.server(numbers));
        StepVerifier.create(Flow.zip(RandomPage.read(http), RandomPage.read(http), (one, other) -> one + other))
                .expectNextCount(3)
                .expectNext("<li>1</li><li>1</li>")
                .then(goOn::tryEmitEmpty)
                .expectNext("<li>2</li><li>2</li>", "</ul></ul>")
                .verifyComplete();
    }

    @Test
    void aReaderThatGoesAwayEndsTheBody() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Flow<Integer> endless = Flow.generate(out -> {
            try {
                out.emit(1);
                out.awaitEnd(Mono.never());
            } finally {
                ended.countDown();
            }
        });
        StepVerifier.create(RandomPage.read(start(RandomPage.server(endless))))
                .expectNextCount(4)
                .thenCancel()
                .verify();
        assertThat(ended.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aReaderThatDoesNotReadSuspendsTheBody() throws IOException {
        AtomicInteger made = new AtomicInteger();
        int all = 1_000_000;
        Flow<Integer> sevens = Flow.generate(out -> {
            for (int i = 0; i < all; i++) {
                out.emit(7);
                made.incrementAndGet();
            }
        });
        start(RandomPage.server(sevens).childOption(ChannelOption.SO_SNDBUF, 10_000));
        try (Socket reader = new Socket()) {
            reader.setReceiveBufferSize(10_000);
            reader.connect(server.address());
            reader.getOutputStream().write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".getBytes(UTF_8));
            int stopped = Standstill.of(made);
            assertThat(stopped).isLessThan(all / 2);

            long read = 20L * stopped; // bytes, more than were sent
            assertThat(reader.getInputStream().skip(read)).isEqualTo(read);
            assertThat(made).hasValueGreaterThan(stopped);
        }
    }

    @Test
    void waitsAndNumbersComeFromTheRandomAlone() {
        StepVerifier.withVirtualTime(() -> RandomPage.numbers(() -> new Random(1), 2, Duration.ofHours(1)))
                .expectSubscription()
                .expectNoEvent(Duration.ofMinutes(51))
                .expectNext(88)
                .expectNoEvent(Duration.ofSeconds(28 * 60 + 12))
                .expectNext(13)
                .verifyComplete();
    }

    private HttpClient start(HttpServer page) {
        server = page.host("127.0.0.1").port(0).bindNow();
        return HttpClient.newConnection().baseUrl("http://127.0.0.1:" + server.port());
    }
}
