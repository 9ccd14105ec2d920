package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.netty.Connection;

/** A peer that sends nonsense is told apart from its neighbours: its body alone fails, with an error that says why, logged once. */
class MalformedInputTest {

    private static final int MAX_LENGTH = 8;
    private static final String FAILED = "the protocol has failed";

    /** Of the one connection that fails. */
    private final CompletableFuture<Throwable> error = new CompletableFuture<>();

    private static Arguments input(Wire<?> wire, Object bytes, String error) {
        return Arguments.of(wire, bytes, error);
    }

    static Stream<Arguments> malformed() {
        String tooLong = "at most 8 bytes required but there are %s: withMaxLength allows for them";
        return Stream.of(
                input(Wire.LINES, bytes("123456789\n"), tooLong.formatted("more")),
                input(Wire.LINES, bytes("a line that does not even end"), tooLong.formatted("more")),
                input(
                        Wire.LINES,
                        new byte[] {'b', (byte) 0xc3, '\n'},
                        "a line of UTF-8 required but its bytes are 62c3"),
                input(Wire.LINES, new byte[] {(byte) 0xff}, "a line of UTF-8 required but its bytes are ff"),
                input(
                        Wire.LINES,
                        bytes("a\rb\n"),
                        "a carriage return at the end of a line alone required but one is within: 610d62"),
                input(Wire.FRAMES, new byte[] {0, 0, 0, 9}, tooLong.formatted("9")),
                input(Wire.FRAMES, new byte[] {-1, -1, -1, -1}, tooLong.formatted("4294967295")),
                input(Wire.FRAMES, new byte[] {-128, 0, 0, 0, 'a'}, tooLong.formatted("2147483648")),
                input(Wire.FRAMES, bytes("GET / HTTP/1.1\r\n"), tooLong.formatted("1195725856")),
                input(
                        Wire.FRAMES,
                        new byte[] {0, 0, 0, 5, 'a'},
                        "a whole frame required but the peer has ended after 5 bytes of it"),
                input(
                        Wire.FRAMES,
                        new byte[] {0},
                        "a whole frame required but the peer has ended after 1 bytes of it"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <T> Publisher<T> echo(Connection connection, Flow<T> in) {
        return Flow.generate(out -> {
            try {
                for (T item : out.pull(in)) {
                    out.emit(item);
                }
            } catch (Throwable e) {
                error.complete(e);
                throw e;
            }
        });
    }

    private static <T> void talk(Wire<T> wire, Peer peer, String text) throws IOException {
        byte[] bytes = wire.bytes(text);
        assertThat(bytes(peer.send(bytes).read(bytes.length))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    <T> void itsConnectionAloneFails(Wire<T> wire, byte[] bytes, String message) throws Exception {
        try (Log log = new Log();
                Server server = Server.of(wire.handler(this::echo).withMaxLength(MAX_LENGTH), Server.Transport.NIO);
                Peer before = server.connect();
                Peer peer = server.connect()) {
            talk(wire, before, "one");
            talk(wire, peer, "before");
            assertThat(peer.send(bytes).end().readToEnd()).isEmpty();
            assertThat(error.get(20, TimeUnit.SECONDS)).hasMessage(message);
            talk(wire, before, "two");
            try (Peer after = server.connect()) {
                talk(wire, after, "three");
            }
            Awaitility.await().until(() -> log.times(FAILED) > 0);
            talk(wire, before, "four");
            assertThat(log.times(FAILED)).isEqualTo(1);
            assertThat(log.times(" WARN ")).isZero();
        }
    }

    @Test
    void aResetInTheMiddleOfALineHarmsNobodyElse() throws Exception {
        try (Log log = new Log();
                Server server = Server.of(Wire.LINES.handler(this::echo), Server.Transport.NIO);
                Peer neighbour = server.connect()) {
            Peer peer = server.connect();
            talk(Wire.LINES, peer, "before");
            peer.send("half a l").reset();
            assertThat(error.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            talk(Wire.LINES, neighbour, "one");
            assertThat(log.text()).doesNotContain(FAILED, " WARN ", " ERROR ");
        }
    }
}
