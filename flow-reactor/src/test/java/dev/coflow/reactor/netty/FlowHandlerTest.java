package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;

/** Protocols over connections that begin, end and break. */
@ParameterizedClass
@EnumSource
class FlowHandlerTest extends OnEveryTransport {

    FlowHandlerTest(Server.Transport transport) {
        super(transport);
    }

    @Test
    void linesAreEchoedOneByOne() throws IOException {
        Peer peer = connect(echo());
        assertThat(peer.send("one\n").read(4)).isEqualTo("one\n");
        assertThat(peer.send("two\r\n").read(4)).isEqualTo("two\n");
        assertThat(peer.send("\n").read(1)).isEqualTo("\n");
        assertThat(peer.send("thr").send("ee\nfo").send("ur\n").read(11)).isEqualTo("three\nfour\n");
        assertThat(peer.send("\u00fc\u20ac\n").read(6)).isEqualTo("\u00fc\u20ac\n");
        assertThat(peer.send("\ufffd\n").read(4))
                .as("what stands for malformed bytes, sent by the peer")
                .isEqualTo("\ufffd\n");
    }

    @Test
    void aFlowWithoutABodyIsAProtocolToo() throws IOException {
        Peer peer = connect(FlowHandler.lines(in -> in.map(line -> line + "!")));
        assertThat(peer.send("a\nb\n").end().readTextToEnd()).isEqualTo("a!\nb!\n");
    }

    @Test
    void aPeerThatEndsIsAnsweredToTheEnd() throws IOException {
        Peer peer = connect(FlowHandler.lines(in -> Flow.generate(out -> {
            int count = 0;
            for (String line : out.pull(in, 1)) {
                out.cooperate();
                out.emit(line);
                count++;
            }
            out.cooperate(Duration.ofMillis(5));
            out.emit(count + " lines");
        })));
        assertThat(peer.send("a\nb\nc\n").end().readTextToEnd()).isEqualTo("a\nb\nc\n3 lines\n");
    }

    /** More than the socket takes at once, so that something waits for the socket when the peer has long ended. */
    @Test
    void aPeerThatEndsIsSentALongAnswer() throws IOException {
        int chunks = 200;
        int size = 100_000;
        Peer peer = connect(FlowHandler.bytes(in -> Flow.generate(out -> {
            out.awaitEnd(in);
            for (int i = 0; i < chunks; i++) {
                out.emit(new byte[size]);
            }
        })));
        assertThat(peer.send("how much?").end().readToEnd()).hasSize(chunks * size);
    }

    @Test
    void whatWasEmittedIsSentBeforeTheConnectionCloses() throws IOException {
        int lines = 100_000;
        Peer peer = connect(FlowHandler.lines(in -> Flow.generate(out -> {
            for (int i = 0; i < lines; i++) {
                out.emit("line " + i);
            }
        })));
        String[] read = peer.readTextToEnd().split("\n");
        assertThat(read).hasSize(lines);
        assertThat(read[lines - 1]).isEqualTo("line " + (lines - 1));
    }

    /** A socket that is closed with something unread is reset, and takes with it what the peer has not read yet. */
    @Test
    void whatThePeerHasSentAndNobodyReadDoesNotHarmWhatItIsSent() throws Exception {
        int size = 100_000;
        CompletableFuture<Connection> connection = new CompletableFuture<>();
        Peer peer = connect(FlowHandler.bytes((c, in) -> {
            connection.complete(c);
            return Flow.of(new byte[size]);
        }));
        peer.send("nobody reads this\n");
        assertThat(peer.read(1)).hasSize(1);
        peer.send("nor this\n");
        DuplexChannel channel = (DuplexChannel) await(connection).channel();
        Awaitility.await().until(channel::isOutputShutdown); // all was sent
        assertThat(peer.readToEnd()).hasSize(size - 1);
    }

    @Test
    void whatIsEmittedIsSentAtOnce() throws IOException {
        CountDownLatch goOn = new CountDownLatch(1);
        Peer peer = connect(FlowHandler.lines(in -> Flow.generate(out -> {
            out.emit("first");
            goOn.await();
            out.emit("second");
        })));
        assertThat(peer.read(6)).isEqualTo("first\n");
        goOn.countDown();
        assertThat(peer.readTextToEnd()).isEqualTo("second\n");
    }

    @Test
    void anErrorInABodyClosesItsConnectionAlone() throws IOException {
        Server server = server(FlowHandler.lines(in -> Flow.generate(out -> {
            for (String line : out.pull(in)) {
                if (line.equals("fail")) {
                    throw new IOException("as asked");
                }
                out.emit(line);
            }
        })));
        Peer failing = connect(server);
        Peer other = connect(server);
        assertThat(failing.send("a\nfail\n").readTextToEnd()).isEqualTo("a\n");
        assertThat(other.send("b\n").read(2)).isEqualTo("b\n");
    }

    @Test
    void aProtocolThatThrowsClosesTheConnection() throws IOException {
        FlowHandler<String> handler = FlowHandler.lines(in -> {
            throw new IllegalStateException("no protocol");
        });
        assertThat(connect(handler).readTextToEnd()).isEmpty();
    }

    @Test
    void aProtocolThatReturnsNullClosesTheConnection() throws IOException {
        FlowHandler<String> handler = FlowHandler.lines(in -> null);
        assertThat(connect(handler).readTextToEnd()).isEmpty();
    }

    @Test
    void aResetFailsWhatArrives() throws Exception {
        CompletableFuture<Object> end = new CompletableFuture<>();
        Peer peer = connect(reporting(end));
        assertThat(peer.send("a\n").read(2)).isEqualTo("a\n");
        peer.reset();
        assertThat(await(end)).isInstanceOf(IOException.class);
    }

    @Test
    void aResetEndsWhatArrivesIfThatIsChosen() throws Exception {
        CompletableFuture<Object> end = new CompletableFuture<>();
        Peer peer = connect(reporting(end).endingOnReset());
        assertThat(peer.send("a\n").read(2)).isEqualTo("a\n");
        peer.reset();
        assertThat(await(end)).isEqualTo(List.of("a"));
    }

    @Test
    void anEndWithoutTheOneOfTlsFailsWhatArrives() throws Exception {
        CompletableFuture<Object> end = new CompletableFuture<>();
        Peer peer = connect(reporting(end));
        assertThat(peer.send("a\n").read(2)).isEqualTo("a\n");
        peer.endUnderneath();
        if (transport == Server.Transport.TLS) {
            assertThat(await(end)).isInstanceOf(SSLException.class);
        } else {
            assertThat(await(end)).isEqualTo(List.of("a"));
        }
    }

    @Test
    void bytesPassAsTheyCome() throws Exception {
        byte[] all = new byte[300_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31);
        }
        Peer peer = connect(FlowHandler.bytes(in -> in));
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            try {
                peer.send(all).end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(peer.readToEnd()).isEqualTo(all);
        await(sent);
    }

    @Test
    void aProtocolMayAskItsConnectionForThePeer() throws IOException {
        Peer peer = connect(FlowHandler.lines((connection, in) ->
                Flow.of("" + ((InetSocketAddress) connection.channel().remoteAddress()).getPort())));
        assertThat(peer.readTextToEnd()).isEqualTo(peer.port() + "\n");
    }

    @Test
    void closingTheConnectionCancelsTheBody() throws Exception {
        CompletableFuture<Connection> connection = new CompletableFuture<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        Peer peer = connect(FlowHandler.lines((c, in) -> Flow.<String>generate(out -> {
            connection.complete(c);
            String how = "cancelled";
            try {
                out.emitAll(in);
                how = "went on as if the peer had ended";
            } finally {
                ended.complete(how);
            }
        })));
        await(connection).dispose();
        assertThat(await(ended)).isEqualTo("cancelled");
        assertThat(peer.readTextToEnd()).isEmpty();
    }

    @Test
    void aClientIsAProtocolToo() throws Exception {
        Server server = server(echo());
        CompletableFuture<List<String>> answers = new CompletableFuture<>();
        FlowHandler<String> client = FlowHandler.lines(in -> Flow.generate(out -> {
            List<String> read = new ArrayList<>();
            try (var answered = out.pull(in)) {
                for (String question : List.of("a", "b", "c")) {
                    out.emit(question);
                    read.add(answered.next());
                }
            }
            answers.complete(read);
        }));
        Connection connection = server.client().handle(client).connectNow(Duration.ofSeconds(LIMIT_SECONDS));
        assertThat(await(answers)).containsExactly("a", "b", "c");
        connection.onDispose().block(Duration.ofSeconds(LIMIT_SECONDS));
    }

    @Test
    void whatArrivesCanBeReadOnce() throws Exception {
        CompletableFuture<Throwable> error = new CompletableFuture<>();
        Peer peer = connect(FlowHandler.lines(in -> Flow.generate(out -> {
            try (var first = out.pull(in)) {
                out.emit(first.next());
            }
            out.awaitEnd(Flux.from(in).doOnError(error::complete).onErrorComplete());
        })));
        assertThat(peer.send("a\n").readTextToEnd()).isEqualTo("a\n");
        assertThat(await(error)).isInstanceOf(IllegalStateException.class).hasMessageContaining("share");
    }

    /** What a method reference and a lambda look like; it is enough that they compile. */
    @Test
    void protocolsAreLambdasAndMethodReferences() {
        assertThat(List.of(
                        FlowHandler.lines(FlowHandlerTest::shout),
                        FlowHandler.lines(FlowHandlerTest::shoutTo),
                        FlowHandler.lines(in -> Flux.from(in).take(1))))
                .hasSize(3);
    }

    private static Flow<String> shout(Flow<String> in) {
        return in.map(String::toUpperCase);
    }

    private static Publisher<String> shoutTo(Connection connection, Flow<String> in) {
        return shout(in);
    }
}
