package dev.coflow.reactor.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpResources;
import reactor.netty.tcp.TcpServer;

/** A server on a port of its own, for one protocol. */
final class Server implements AutoCloseable {

    /** How it talks to the machine. */
    enum Transport {
        /** Where there is one; NIO again where there is none. */
        NATIVE,
        NIO,
        /** Encrypted, which has an end of its own. */
        TLS
    }

    private static final Duration LIMIT = Duration.ofSeconds(20);

    static {
        BufferLeaks.watch();
    }

    private final Transport transport;
    private final DisposableServer server;

    private Server(FlowHandler<?> handler, Transport transport) {
        this.transport = transport;
        TcpServer plain = TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .runOn(TcpResources.get(), transport == Transport.NATIVE)
                .handle(handler);
        server = (transport == Transport.TLS ? plain.secure(Tls::server) : plain).bindNow(LIMIT);
    }

    static Server of(FlowHandler<?> handler, Transport transport) {
        return new Server(handler, transport);
    }

    /** A connection whose every byte the test decides. */
    Peer connect() throws IOException {
        Socket socket = new Socket(address().getAddress(), address().getPort());
        return transport == Transport.TLS ? new Peer(Tls.over(socket), socket) : new Peer(socket);
    }

    /** The same with an earlier version of TLS. */
    Peer connectOver(String version) throws IOException {
        Socket socket = new Socket(address().getAddress(), address().getPort());
        return new Peer(Tls.over(socket, version), socket);
    }

    /** A client of this server's kind. */
    TcpClient client() {
        TcpClient plain = TcpClient.create()
                .host(address().getHostString())
                .port(address().getPort())
                .runOn(TcpResources.get(), transport == Transport.NATIVE);
        return transport == Transport.TLS ? plain.secure(Tls::client) : plain;
    }

    private InetSocketAddress address() {
        return (InetSocketAddress) server.address();
    }

    @Override
    public void close() {
        server.disposeNow(LIMIT);
    }
}
