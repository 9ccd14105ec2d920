package dev.coflow.reactor.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/** A server on a port of its own, for one protocol. */
final class Server implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final DisposableServer server;

    private Server(FlowHandler<?> handler) {
        server = TcpServer.create().host("127.0.0.1").port(0).handle(handler).bindNow(LIMIT);
    }

    static Server of(FlowHandler<?> handler) {
        return new Server(handler);
    }

    /** A connection whose every byte the test decides. */
    Peer connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(address());
        return new Peer(socket);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.address();
    }

    @Override
    public void close() {
        server.disposeNow(LIMIT);
    }
}
