package dev.coflow.reactor.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The other side of a connection: blocks, and gives up after a while. */
final class Peer implements AutoCloseable {

    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;
    private final Socket underneath;

    Peer(Socket socket) throws IOException {
        this(socket, socket);
    }

    /** Encrypted: a reset is the business of the socket underneath. */
    Peer(Socket socket, Socket underneath) throws IOException {
        this.socket = socket;
        this.underneath = underneath;
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    Peer send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Peer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends no more, and goes on to read. */
    Peer end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The same without what TLS has to say. */
    void endUnderneath() throws IOException {
        underneath.shutdownOutput();
    }

    /** Closes the connection the rude way. */
    void reset() throws IOException {
        underneath.setSoLinger(true, 0);
        underneath.close();
    }

    /** So many bytes as text. */
    String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    byte[] readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        return all.toByteArray();
    }

    String readTextToEnd() throws IOException {
        return new String(readToEnd(), StandardCharsets.UTF_8);
    }

    int port() {
        return socket.getLocalPort();
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
