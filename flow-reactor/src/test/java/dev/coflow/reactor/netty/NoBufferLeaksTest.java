package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a peer does, all buffers are released. */
class NoBufferLeaksTest {

    private static final int CONNECTIONS = 150;

    @BeforeAll
    static void watch() {
        BufferLeaks.watch();
    }

    @Test
    void aBufferThatIsNotReleasedIsFound() throws InterruptedException {
        assertThat(BufferLeaks.reports()).isEmpty();
        leak();
        Awaitility.await().until(() -> !BufferLeaks.reports().isEmpty());
    }

    private static void leak() {
        assertThat(ByteBufAllocator.DEFAULT.heapBuffer().writeByte(1).readableBytes())
                .isEqualTo(1);
    }

    private static FlowHandler<String> answering() {
        return FlowHandler.lines(in -> Flow.generate(out -> {
                    for (String line : out.pull(in, 4)) {
                        for (int i = 0; i < 50; i++) {
                            out.emit(line + i);
                        }
                        if (line.endsWith("7")) {
                            throw new IOException("unlucky");
                        }
                        if (line.endsWith("8")) {
                            return;
                        }
                    }
                }))
                .withMaxLength(20)
                .endingOnReset();
    }

    @ParameterizedTest
    @EnumSource
    void noneIsLeftWhateverAPeerDoes(Server.Transport transport) throws Exception {
        Random random = new Random(1);
        try (Server server = Server.of(answering(), transport)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                try (Peer peer = server.connect()) {
                    behave(peer, random);
                }
            }
        }
        assertThat(BufferLeaks.reports()).isEmpty();
    }

    private static void behave(Peer peer, Random random) throws IOException {
        for (int lines = random.nextInt(20); lines > 0; lines--) {
            peer.send("line " + random.nextInt(7) + "\nline " + random.nextInt(7) + "\nli");
            peer.send("ne " + random.nextInt(7) + "\n");
        }
        switch (random.nextInt(6)) {
            case 0 -> peer.reset();
            case 1 -> peer.send("unfinished").end().readToEnd();
            case 2 ->
                peer.send("this line is longer than twenty bytes\nline 1\n")
                        .end()
                        .readToEnd();
            case 3 -> peer.send(new byte[] {(byte) 0xff, '\n', 'a', '\n'}).end().readToEnd();
            case 4 -> peer.send("line 7\nline 1\n").end().readToEnd();
            default -> peer.send("line 8\nline 1\n").end().readToEnd();
        }
    }
}
