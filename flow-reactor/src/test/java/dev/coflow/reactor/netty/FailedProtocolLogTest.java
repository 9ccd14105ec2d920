package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.Connection;

/** What an operator reads about a connection that has failed. */
class FailedProtocolLogTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** Where the logger of the tests writes. */
    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setErr(before);
    }

    private long times(String text) {
        return Pattern.compile(Pattern.quote(text))
                .matcher(log.toString(StandardCharsets.UTF_8))
                .results()
                .count();
    }

    @Test
    void anErrorOfTheBodyIsLoggedOnce() throws IOException {
        try (Server server = Server.of(
                        FlowHandler.lines(in -> Flow.generate(out -> {
                            out.emitAll(in);
                            throw new IOException("out of paper");
                        })),
                        Server.Transport.NIO);
                Peer peer = server.connect()) {
            peer.send("a\n").end().readToEnd();
        }
        Awaitility.await().until(() -> times("out of paper") > 0);
        assertThat(times("out of paper")).isEqualTo(1);
        assertThat(times(" ERROR ")).isEqualTo(1);
    }

    @Test
    void aResetIsNoErrorOfTheProtocol() throws Exception {
        CompletableFuture<Connection> connected = new CompletableFuture<>();
        try (Server server = Server.of(
                FlowHandler.lines((connection, in) -> {
                    connected.complete(connection);
                    return in;
                }),
                Server.Transport.NIO)) {
            try (Peer peer = server.connect()) {
                peer.send("a\n").read(2);
                peer.reset();
            }
            connected.get(20, TimeUnit.SECONDS).onDispose().block(Duration.ofSeconds(20));
        }
        assertThat(times(" ERROR ")).isZero();
    }
}
