package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** TLS 1.2 ends both sides at once; the protocol is told of the end all the same. */
class EarlierTlsTest {

    @Test
    void linesAreAnsweredAndTheEndOfThePeerIsSeen() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        FlowHandler<String> handler = FlowHandler.lines(in -> Flow.generate(out -> {
            for (String line : out.pull(in)) {
                out.emit(line);
            }
            ended.complete("in order");
        }));
        try (Server server = Server.of(handler, Server.Transport.TLS);
                Peer peer = server.connectOver("TLSv1.2")) {
            assertThat(peer.send("a\n").read(2)).isEqualTo("a\n");
            peer.end();
            assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("in order");
        }
    }

    @Test
    void whatWasEmittedBeforeAProtocolEndsIsSent() throws Exception {
        FlowHandler<String> handler = FlowHandler.lines(in -> Flow.of("a", "b"));
        try (Server server = Server.of(handler, Server.Transport.TLS);
                Peer peer = server.connectOver("TLSv1.2")) {
            assertThat(peer.readTextToEnd()).isEqualTo("a\nb\n");
        }
    }
}
