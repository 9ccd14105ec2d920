package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** Tests with servers and what connects to them, over each {@link Server.Transport}. After a test all is closed, and no buffer is left. */
abstract class OnEveryTransport {

    static final long LIMIT_SECONDS = 20;

    final Server.Transport transport;

    private final List<AutoCloseable> open = new ArrayList<>();

    OnEveryTransport(Server.Transport transport) {
        this.transport = transport;
    }

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

    /** A server for the protocol, which is closed after the test. */
    Server server(FlowHandler<?> handler) {
        Server server = Server.of(handler, transport);
        open.add(server);
        return server;
    }

    /** A peer, which is closed after the test. */
    Peer connect(Server server) throws IOException {
        Peer peer = server.connect();
        open.add(peer);
        return peer;
    }

    /** A peer of a server of its own. */
    Peer connect(FlowHandler<?> handler) throws IOException {
        return connect(server(handler));
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends every line back. */
    static FlowHandler<String> echo() {
        return FlowHandler.lines(in -> Flow.generate(out -> {
            for (String line : out.pull(in)) {
                out.emit(line);
            }
        }));
    }

    /** Sends every line back; the end is completed with all of them, or with the error that ended them. */
    static FlowHandler<String> reporting(CompletableFuture<Object> end) {
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
}
