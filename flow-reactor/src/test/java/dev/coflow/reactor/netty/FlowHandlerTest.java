package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;

@ParameterizedClass
@EnumSource
class FlowHandlerTest {

    private static final long LIMIT_SECONDS = 20;

    private final Server.Transport transport;

    FlowHandlerTest(Server.Transport transport) {
        this.transport = transport;
    }

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterAll
    static void noBufferIsLeft() throws InterruptedException {
        assertThat(BufferLeaks.reports()).isEmpty();
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private Server server(FlowHandler<?> handler) {
        Server server = Server.of(handler, transport);
        open.add(server);
        return server;
    }

    private Peer connect(Server server) throws IOException {
        Peer peer = server.connect();
        open.add(peer);
        return peer;
    }

    private Peer connect(FlowHandler<?> handler) throws IOException {
        return connect(server(handler));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static FlowHandler<String> echo() {
        return FlowHandler.lines(in -> Flow.generate(out -> {
            for (String line : out.pull(in)) {
                out.emit(line);
            }
        }));
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
    void textAfterTheLastLineFeedIsALine() throws IOException {
        assertThat(connect(echo()).send("a\nb").end().readTextToEnd()).isEqualTo("a\nb\n");
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

    private static FlowHandler<String> reporting(CompletableFuture<Object> end) {
        return FlowHandler.lines(in -> Flow.generate(out -> {
            List<String> lines = new ArrayList<>();
            try {
                for (String line : out.pull(in)) {
                    out.emit(line);
                    lines.add(line);
                }
                end.complete(lines);
            } catch (Throwable e) {
                end.complete(e);
                throw e;
            }
        }));
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
    void aLineThatIsTooLongFailsWhatArrives() throws Exception {
        CompletableFuture<Object> end = new CompletableFuture<>();
        Server server = server(reporting(end).withMaxLength(8));
        Peer peer = connect(server);
        assertThat(peer.send("12345678\n1234567890").readTextToEnd()).isEqualTo("12345678\n");
        assertThat(await(end))
                .isInstanceOfSatisfying(
                        TooLongFrameException.class, e -> assertThat(e).hasMessageContaining("8"));
        assertThat(connect(server).send("b\n").read(2)).isEqualTo("b\n");
    }

    @Test
    void bytesThatAreNoUtf8FailWhatArrives() throws Exception {
        CompletableFuture<Object> end = new CompletableFuture<>();
        Peer peer = connect(reporting(end));
        assertThat(peer.send("a\n").send(new byte[] {'b', (byte) 0xc3, '\n'}).readTextToEnd())
                .isEqualTo("a\n");
        assertThat(await(end))
                .isInstanceOfSatisfying(
                        CorruptedFrameException.class,
                        e -> assertThat(e).hasMessageContaining("UTF-8").hasMessageContaining("62c3"));
    }

    @Test
    void aBodyMayAnswerWhatIsMalformed() throws Exception {
        Peer peer = connect(FlowHandler.lines(in -> Flow.<String>generate(out -> {
                            for (String line : out.pull(in)) {
                                out.emit(line);
                            }
                        })
                        .trap(TooLongFrameException.class, e -> "too long"))
                .withMaxLength(4));
        assertThat(peer.send("1234\n12345\n").readTextToEnd()).isEqualTo("1234\ntoo long\n");
    }

    @Test
    void aCarriageReturnWithinALineFailsWhatArrives() throws Exception {
        CompletableFuture<Object> end = new CompletableFuture<>();
        Peer peer = connect(reporting(end));
        assertThat(peer.send("a\nb\rc\n").readTextToEnd()).isEqualTo("a\n");
        assertThat(await(end)).isInstanceOf(CorruptedFrameException.class);
    }

    @Test
    void aLineOfTheGreatestLengthMayEndInPieces() throws Exception {
        Peer peer = connect(echo().withMaxLength(4));
        peer.send("1234\r");
        assertThat(peer.send("\n").end().readTextToEnd()).isEqualTo("1234\n");
        assertThat(connect(echo().withMaxLength(4)).send("1\n12345\n").readTextToEnd())
                .isEqualTo("1\n");
    }

    @Test
    void aLineWithALineBreakIsRefused() throws IOException {
        Peer peer = connect(FlowHandler.lines(in -> Flow.of("a", "b\nc", "d")));
        assertThat(peer.readTextToEnd()).isEqualTo("a\n");
    }

    @Test
    void framesAreCutByTheirLength() throws IOException {
        Peer peer = connect(FlowHandler.frames(in -> in.map(frame -> {
            byte[] twice = new byte[2 * frame.length];
            System.arraycopy(frame, 0, twice, 0, frame.length);
            System.arraycopy(frame, 0, twice, frame.length, frame.length);
            return twice;
        })));
        peer.send(frame("ab")).send(frame(""));
        byte[] third = frame("cde");
        for (byte b : third) {
            peer.send(new byte[] {b});
        }
        assertThat(peer.end().readToEnd()).isEqualTo(concat(frame("abab"), frame(""), frame("cdecde")));
    }

    private static byte[] frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                List.of(parts).stream().mapToInt(part -> part.length).sum());
        List.of(parts).forEach(all::put);
        return all.array();
    }

    private static FlowHandler<byte[]> reportingFrames(CompletableFuture<Throwable> error) {
        return FlowHandler.frames(in -> Flow.generate(out -> {
            try {
                out.emitAll(in);
            } catch (Throwable e) {
                error.complete(e);
                throw e;
            }
        }));
    }

    @Test
    void aFrameThatIsNotFinishedFailsWhatArrives() throws Exception {
        CompletableFuture<Throwable> error = new CompletableFuture<>();
        Peer peer = connect(reportingFrames(error));
        assertThat(peer.send(frame("ab"))
                        .send(new byte[] {0, 0, 0, 9, 'x'})
                        .end()
                        .readToEnd())
                .isEqualTo(frame("ab"));
        assertThat(await(error)).isInstanceOf(CorruptedFrameException.class).hasMessageContaining("5 bytes");
    }

    /** Some transports read on until the end, so that it may be there before the body. */
    @Test
    void aBodyMayAnswerAFrameThatIsNotFinishedHoweverEarlyItEnds() throws Exception {
        Server server = server(FlowHandler.frames(in -> Flow.<byte[]>generate(out -> out.emitAll(in))
                .trap(CorruptedFrameException.class, e -> new byte[] {'?'})));
        for (int i = 0; i < 10; i++) {
            try (Peer peer = server.connect()) {
                assertThat(peer.send(new byte[] {0, 0}).end().readToEnd()).isEqualTo(frame("?"));
            }
        }
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
    void aFrameThatIsTooLongFailsWhatArrives() throws Exception {
        CompletableFuture<Throwable> error = new CompletableFuture<>();
        Peer peer = connect(reportingFrames(error).withMaxLength(4));
        assertThat(peer.send(frame("1234")).send(frame("12345")).readToEnd()).isEqualTo(frame("1234"));
        assertThat(await(error)).isInstanceOf(TooLongFrameException.class);
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
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(peer.readToEnd()).isEqualTo(all);
        await(sent);
    }

    @Test
    void lengthsArePositiveAndNotForBytes() {
        assertThatThrownBy(() -> echo().withMaxLength(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bytes > 0 required but it was 0");
        assertThatThrownBy(() -> FlowHandler.bytes(in -> in).withMaxLength(1))
                .isInstanceOf(UnsupportedOperationException.class);
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
    void aPeerThatDoesNotReadSuspendsTheBody() throws Exception {
        AtomicInteger emitted = new AtomicInteger();
        int all = 4_000;
        byte[] chunk = new byte[100_000]; // 400 MB if nobody stopped it
        Peer peer = connect(FlowHandler.bytes(in -> Flow.generate(out -> {
            for (int i = 0; i < all; i++) {
                out.emit(chunk);
                emitted.incrementAndGet();
            }
        })));
        int stopped = awaitStandstill(emitted);
        assertThat(stopped).isPositive().isLessThan(all / 2);
        assertThat(peer.socket().getInputStream().skip(chunk.length * (stopped + 10L)))
                .isEqualTo(chunk.length * (stopped + 10L));
        assertThat(emitted.get()).isGreaterThan(stopped);
    }

    /** What was emitted and the socket has not taken yet: the number that the handler promises. */
    @Test
    void atMost128ItemsWaitBehindAFullSocket() throws Exception {
        AtomicInteger emitted = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        byte[] chunk = new byte[50_000];
        Peer peer = connect(FlowHandler.bytes((connection, in) -> {
            connection.addHandlerLast("taken", new ChannelOutboundHandlerAdapter() {
                @Override
                @SuppressWarnings("FutureReturnValueIgnored") // the promise knows
                public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                    context.write(message, promise.unvoid().addListener(written -> taken.incrementAndGet()));
                }
            });
            return Flow.generate(out -> {
                for (int i = 0; i < 4_000; i++) {
                    out.emit(chunk);
                    emitted.incrementAndGet();
                }
            });
        }));
        for (int round = 0; round < 3; round++) {
            int stopped = awaitStandstill(emitted);
            assertThat(stopped - taken.get()).isPositive().isLessThanOrEqualTo(128);
            long some = 150L * chunk.length;
            assertThat(peer.socket().getInputStream().skip(some)).isEqualTo(some);
        }
    }

    private static int awaitStandstill(AtomicInteger counter) {
        int[] last = {-1};
        Awaitility.await()
                .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    int now = counter.get();
                    boolean still = now > 0 && now == last[0];
                    last[0] = now;
                    return still;
                });
        return last[0];
    }

    @Test
    void aBodyThatDoesNotPullStopsThePeer() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Long> read = new CompletableFuture<>();
        Peer peer = connect(FlowHandler.bytes(in -> Flow.generate(out -> {
            long count = 0;
            for (byte[] bytes : out.pull(in, 2)) {
                goOn.await();
                count += bytes.length;
            }
            read.complete(count);
        })));
        byte[] chunk = new byte[100_000];
        int all = 1_000; // 100 MB
        AtomicInteger sent = new AtomicInteger();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < all; i++) {
                    peer.send(chunk);
                    sent.incrementAndGet();
                }
                peer.end();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(awaitStandstill(sent)).isLessThan(all);
        goOn.countDown();
        assertThat(await(read)).isEqualTo((long) all * chunk.length);
        await(sending);
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
