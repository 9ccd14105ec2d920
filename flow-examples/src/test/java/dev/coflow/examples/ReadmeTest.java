package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import dev.coflow.examples.PlaceOrder.Order;
import dev.coflow.examples.PlaceOrder.OutOfStock;
import dev.coflow.reactor.ReactorFlow;
import dev.coflow.reactor.sql.R2dbcQuery;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** The README tells the truth: its Java compiles, and does what it says. */
class ReadmeTest {

    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** What the snippets of the other files do is tested beside them. */
    private static final List<String> SOURCES = List.of(
            "flow-examples/src/test/java/dev/coflow/examples/ReadmeSnippets.java",
            "flow-examples/src/main/java/dev/coflow/examples/Chat.java",
            "flow-examples/spring/src/main/java/dev/coflow/examples/spring/StockRoom.java",
            "flow-examples/spring/src/main/java/dev/coflow/examples/spring/OrderDesk.java");

    @Test
    void everySnippetIsCompiled() throws Exception {
        Path readme = WordCount.readme(Path.of("").toAbsolutePath());
        StringBuilder compiled = new StringBuilder();
        for (String source : SOURCES) {
            compiled.append(words(Files.readString(readme.resolveSibling(source))));
        }

        assertThat(snippets(Files.readString(readme)))
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(compiled).contains(words(snippet)));
    }

    @Test
    void serviceMethodPlacesAnOrderOrRefuses() {
        ReadmeSnippets service = new ReadmeSnippets();

        StepVerifier.create(service.place(new Order("tea", 3, "new")))
                .expectNext(new Order("tea", 3, "paid 6"))
                .verifyComplete();
        StepVerifier.create(service.place(new Order("coffee", 30, "new"))).verifyError(OutOfStock.class);
    }

    @Test
    void consumerPullsTheGenerator() {
        StepVerifier.create(ReadmeSnippets.consumer()).expectNext(3, 1).verifyComplete();
    }

    @Test
    void aProtocolIsALoop() throws IOException {
        DisposableServer server =
                ReadmeSnippets.protocol().host("127.0.0.1").port(0).bindNow();
        try (Socket peer = new Socket(server.host(), server.port())) {
            peer.getOutputStream().write("one\nbye\n".getBytes(StandardCharsets.UTF_8));

            assertThat(peer.getInputStream().readAllBytes()).asString().isEqualTo("Hello, what shall I repeat?\none\n");
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void httpNeedsNoAdapter() {
        DisposableServer server =
                ReadmeSnippets.http().host("127.0.0.1").port(0).bindNow();
        try {
            HttpClient http = HttpClient.newConnection().baseUrl("http://127.0.0.1:" + server.port());
            StepVerifier.create(ServerSentEvents.data(http.get().uri("/ticks").responseContent()))
                    .expectNext("0", "1")
                    .thenCancel()
                    .verify();
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void queriesAreFlowsAndATransactionIsABody() {
        ConnectionFactory database = ConnectionFactories.get("r2dbc:h2:mem:///readme?options=DB_CLOSE_DELAY=-1");
        for (String sql : List.of(
                "CREATE TABLE person (name VARCHAR(9), age INT)",
                "INSERT INTO person VALUES ('Ann', 30), ('Tim', 3)",
                "CREATE TABLE sold (item VARCHAR(9))",
                "CREATE TABLE stock (item VARCHAR(9), pieces INT)",
                "INSERT INTO stock VALUES ('lamp', 1)")) {
            R2dbcQuery.of(database, sql).rowsUpdated().toList();
        }
        List<Flow<?>> flows = ReadmeSnippets.queries(database, "lamp");

        assertThat(flows.get(0).toList()).hasToString("[Ann]");
        assertThat(flows.get(1).toList()).hasToString("[1]");
        assertThatThrownBy(flows.get(1)::toList).hasMessage("lamp: sold out");
    }

    @Test
    void stepVerifierTakesAFlowAsItIs() {
        ReadmeSnippets.testing(Flow.of(3, 1));
    }

    @Test
    void virtualTimePasses() {
        ReadmeSnippets.virtualTime();
    }

    /** The body goes on after its value, and the mono waits for its end. */
    @Test
    void toMonoCompletesWithTheBody() {
        List<String> log = new ArrayList<>();
        Flow<String> body = Flow.generate(out -> {
            out.emit("x");
            log.add("committed");
        });

        assertThat(ReadmeSnippets.toMono(Mono::just).block()).isEqualTo("x");
        assertThat(body.as(ReactorFlow::toMono).block()).isEqualTo("x");
        assertThat(log).containsExactly("committed");
    }

    @Test
    void flatMapTakesAFlowAsItIs() {
        StepVerifier.create(ReadmeSnippets.flatMap(Flux.just(2)))
                .expectNext(2, 1)
                .verifyComplete();
    }

    private static List<String> snippets(String readme) {
        return JAVA.matcher(readme).results().map(result -> result.group(1)).toList();
    }

    private static String words(String text) {
        Matcher space = SPACE.matcher(text.strip());
        return space.replaceAll(" ");
    }
}
