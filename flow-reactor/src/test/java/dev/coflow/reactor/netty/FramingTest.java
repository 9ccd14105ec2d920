package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How the bytes of a connection are cut into items, and what becomes of those that cannot be. */
@ParameterizedClass
@EnumSource
class FramingTest extends OnEveryTransport {

    FramingTest(Server.Transport transport) {
        super(transport);
    }

    @Test
    void textAfterTheLastLineFeedIsALine() throws IOException {
        assertThat(connect(echo()).send("a\nb").end().readTextToEnd()).isEqualTo("a\nb\n");
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
    void aFrameThatIsTooLongFailsWhatArrives() throws Exception {
        CompletableFuture<Throwable> error = new CompletableFuture<>();
        Peer peer = connect(reportingFrames(error).withMaxLength(4));
        assertThat(peer.send(frame("1234")).send(frame("12345")).readToEnd()).isEqualTo(frame("1234"));
        assertThat(await(error)).isInstanceOf(TooLongFrameException.class);
    }

    @Test
    void lengthsArePositiveAndNotForBytes() {
        assertThatThrownBy(() -> echo().withMaxLength(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bytes > 0 required but it was 0");
        assertThatThrownBy(() -> FlowHandler.bytes(in -> in).withMaxLength(1))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
