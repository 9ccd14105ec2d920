package dev.coflow.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coflow.Flow;
import dev.coflow.Frames;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/**
 * A page that grows while it is read, by several readers at once; and the same as server-sent events. HTTP needs no adapter: a flow
 * is what Reactor Netty sends, and what has been emitted goes out while the body waits. Twisted's how-to: the web page of random
 * numbers.
 */
final class RandomPage {

    private RandomPage() {}

    static Flow<Integer> numbers(Supplier<Random> randoms, int count, Duration longestWait) {
        return Flow.generate(out -> {
            Random random = randoms.get();
            for (int i = 0; i < count; i++) {
                out.cooperate(longestWait.multipliedBy(random.nextInt(100)).dividedBy(100));
                out.emit(random.nextInt(100));
            }
        });
    }

    static Flow<String> page(Flow<Integer> numbers) {
        return Flow.generate(out -> {
            out.emit("<!DOCTYPE html>\n<title>Random numbers</title>\n<ul>\n");
            for (int number : out.pull(numbers)) {
                out.emit("<li>" + number + "</li>\n");
            }
            out.emit("</ul>\n");
        });
    }

    static Flow<String> events(Flow<Integer> numbers) {
        return numbers.map(number -> ServerSentEvents.event(number.toString()));
    }

    /** Every request subscribes to the numbers anew. */
    static HttpServer server(Flow<Integer> numbers) {
        return HttpServer.create()
                .route(routes -> routes.get(
                                "/",
                                (request, response) -> response.header(
                                                HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                                        .sendString(page(numbers), UTF_8))
                        .get("/events", (request, response) -> response.sse().sendString(events(numbers), UTF_8)));
    }

    static Flow<String> read(HttpClient http) {
        return Flow.from(http.get().uri("/").responseContent().asString(UTF_8)).transform(Frames.lines());
    }

    static Flow<String> readEvents(HttpClient http) {
        return ServerSentEvents.data(http.get().uri("/events").responseContent());
    }

    /** Without arguments, two readers of our own; with a port, a server for a browser. */
    static void run(PrintStream out, List<String> args) {
        if (args.isEmpty()) {
            readBesideEachOther(out);
        } else {
            serve(out, Integer.parseInt(args.get(0)));
        }
    }

    private static void readBesideEachOther(PrintStream out) {
        Flow<Integer> numbers = numbers(() -> new Random(2003), 5, Duration.ofMillis(50));
        DisposableServer server = server(numbers).host("127.0.0.1").port(0).bindNow();
        ConnectionProvider connections = ConnectionProvider.create("readers", 2);
        try {
            HttpClient http = HttpClient.create(connections).baseUrl("http://127.0.0.1:" + server.port());
            Flow.zip(read(http), read(http), (one, other) -> one + " | " + other)
                    .toStream()
                    .forEach(out::println);
            readEvents(http)
                    .transform(events -> Flux.from(events).take(3))
                    .toStream()
                    .forEach(out::println);
        } finally {
            connections.disposeLater().block();
            server.disposeNow();
        }
    }

    private static void serve(PrintStream out, int port) {
        Flow<Integer> numbers = numbers(Random::new, 100, Duration.ofSeconds(1));
        DisposableServer server = server(numbers).host("127.0.0.1").port(port).bindNow();
        try {
            out.println("http://127.0.0.1:" + server.port() + "/ and /events");
            server.onDispose().block();
        } finally {
            server.disposeNow();
        }
    }
}
