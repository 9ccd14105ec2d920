package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.Connection;

/** What an operator reads about a connection that has failed. */
class FailedProtocolLogTest {

    private final Log log = new Log();

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    private static final String FAILED = "the protocol has failed";

    private static Stream<IOException> errors() {
        return Stream.of(
                new IOException("out of paper"),
                new EOFException(), // whose lack of a message Reactor Netty takes for a reset
                new IOException("Connection reset by peer")); // of another connection
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfTheBodyIsLoggedOnce(IOException error) throws IOException {
        try (Server server = Server.of(
                        FlowHandler.lines(in -> Flow.generate(out -> {
                            out.emitAll(in);
                            throw error;
                        })),
                        Server.Transport.NIO);
                Peer peer = server.connect()) {
            peer.send("a\n").end().readToEnd();
        }
        awaitOneFailure();
    }

    @Test
    void anErrorOfTheBodyIsLoggedThoughThePeerDoesNotReadWhatCameBefore() throws IOException {
        try (Server server = Server.of(
                        FlowHandler.bytes(in -> Flow.generate(out -> {
                            out.emit(new byte[20_000_000]);
                            throw new IOException("out of paper");
                        })),
                        Server.Transport.NIO);
                Peer peer = server.connect()) {
            assertThat(peer.read(1)).hasSize(1);
            awaitOneFailure();
        }
    }

    @Test
    void aPeerCannotFloodTheLog() throws IOException {
        try (Server server = Server.of(FlowHandler.lines(in -> in).withMaxLength(2), Server.Transport.NIO);
                Peer peer = server.connect()) {
            peer.send("123456\n".repeat(1_000)).end().readToEnd();
        }
        awaitOneFailure();
        assertThat(log.times(" WARN ")).isZero();
    }

    private void awaitOneFailure() {
        Awaitility.await().until(() -> log.times(FAILED) > 0);
        assertThat(log.times(FAILED)).isEqualTo(1);
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
        assertThat(log.times(FAILED)).isZero();
    }
}
