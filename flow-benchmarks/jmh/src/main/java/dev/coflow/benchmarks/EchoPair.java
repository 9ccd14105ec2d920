package dev.coflow.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/** An echo server, and a connection to it. */
final class EchoPair implements AutoCloseable {

    private final DisposableServer server;
    private final Socket socket;

    EchoPair(TcpServer echo) {
        server = echo.host("127.0.0.1").port(0).bindNow();
        InetSocketAddress address = (InetSocketAddress) server.address();
        try {
            socket = new Socket(address.getAddress(), address.getPort());
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends, and reads as much. */
    int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        byte[] answer = new byte[request.length];
        new DataInputStream(socket.getInputStream()).readFully(answer);
        return answer[answer.length - 1];
    }

    @Override
    public void close() throws IOException {
        socket.close();
        server.disposeNow();
    }
}
