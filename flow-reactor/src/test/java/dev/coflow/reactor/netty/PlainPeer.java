package dev.coflow.reactor.netty;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;

/** A peer of a load that may be as rude as it likes. Confined to the thread of {@link PlainPeers}. */
final class PlainPeer {

    private static final int ONE_PAUSE_IN = 4;
    private static final long MAX_PAUSE_NANOS = 20_000_000;
    private static final long LOOK_NANOS = 20_000_000;
    private static final int LOOKS = 3;

    private final EchoServer<?> server;
    private final Conduct conduct;
    private final Script said;
    private final Script expected;
    private final SplittableRandom random;
    private final long resetAt;
    private final SocketChannel channel;
    private final SelectionKey key;

    private ByteBuffer outgoing = ByteBuffer.allocate(0);
    private ByteBuffer answer = ByteBuffer.allocate(0);
    private long sent;
    private long received;
    private boolean suspended; // the body at the other side has been, before this reads
    private int emits;
    private int looks;
    private boolean closed;

    /**
     * Connects, and does nothing else.
     *
     * @param resetAt the byte at which to reset the connection, if that is its conduct
     */
    PlainPeer(
            EchoServer<?> server,
            Selector selector,
            Conduct conduct,
            Script said,
            Script expected,
            SplittableRandom random,
            long resetAt)
            throws IOException {
        this.server = server;
        this.conduct = conduct;
        this.said = said;
        this.expected = expected;
        this.random = random;
        this.resetAt = resetAt;
        channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, EchoServer.SOCKET_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, EchoServer.SOCKET_BUFFER);
        channel.connect(server.address());
        channel.configureBlocking(false);
        key = channel.register(selector, 0, this);
    }

    Conduct conduct() {
        return conduct;
    }

    boolean isClosed() {
        return closed;
    }

    int answers() {
        return expected.said();
    }

    long received() {
        return received;
    }

    /** Starts, or goes on after a pause: returns how long the next one is, or 0 if there is none. */
    long wake() throws IOException {
        if (closed) {
            return 0;
        }
        interest(SelectionKey.OP_WRITE, !isAllSent());
        if (conduct != Conduct.STALLS || suspended) {
            interest(SelectionKey.OP_READ, true);
            return 0;
        }
        int now = server.emits(channel.socket().getLocalPort());
        boolean isHeldUp = now == emits && now % 2 == 1;
        emits = now;
        looks = isHeldUp ? looks + 1 : 0;
        suspended = looks == LOOKS;
        return LOOK_NANOS;
    }

    /** Reads and writes what can be: returns how long to pause, or 0. */
    long ready(ByteBuffer buffer) throws IOException {
        if (key.isReadable()) {
            read(buffer);
        }
        return !closed && key.isWritable() ? write() : 0;
    }

    private long write() throws IOException {
        if (!outgoing.hasRemaining()) {
            outgoing = ByteBuffer.wrap(server.wire().bytes(said.next()));
        }
        int whole = outgoing.limit();
        if (conduct == Conduct.RESETS) {
            outgoing.limit((int) Math.min(whole, outgoing.position() + resetAt - sent));
        }
        sent += channel.write(outgoing);
        outgoing.limit(whole);
        if (conduct == Conduct.RESETS && sent == resetAt) {
            reset();
            return 0;
        }
        if (isAllSent()) {
            interest(SelectionKey.OP_WRITE, false);
            if (conduct == Conduct.HALF_CLOSES || conduct == Conduct.STALLS) {
                channel.shutdownOutput();
            }
        } else if (conduct != Conduct.STALLS && random.nextInt(ONE_PAUSE_IN) == 0) {
            interest(SelectionKey.OP_WRITE, false);
            return 1 + random.nextLong(MAX_PAUSE_NANOS);
        }
        return 0;
    }

    private boolean isAllSent() {
        return said.isOver() && !outgoing.hasRemaining();
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            if (!isAllAnswered()) {
                throw new AssertionError("an end behind the last answer required but it came early");
            }
            close();
            return;
        }
        received += count;
        buffer.flip();
        while (buffer.hasRemaining()) {
            compare(buffer);
        }
        if (conduct == Conduct.ENDS && isAllAnswered()) {
            close();
        }
    }

    private boolean isAllAnswered() {
        return expected.isOver() && !answer.hasRemaining();
    }

    private void compare(ByteBuffer buffer) {
        if (!answer.hasRemaining()) {
            if (expected.isOver()) {
                throw new AssertionError("nothing behind the last answer required but there is more");
            }
            answer = ByteBuffer.wrap(server.wire().bytes(expected.next()));
        }
        int length = Math.min(answer.remaining(), buffer.remaining());
        ByteBuffer part = buffer.slice(buffer.position(), length);
        ByteBuffer required = answer.slice(answer.position(), length);
        if (!part.equals(required)) {
            throw new AssertionError("other bytes required at " + part.mismatch(required) + " of answer "
                    + expected.said() + ", after " + (received - buffer.remaining()));
        }
        buffer.position(buffer.position() + length);
        answer.position(answer.position() + length);
    }

    private void interest(int operation, boolean on) {
        key.interestOps(on ? key.interestOps() | operation : key.interestOps() & ~operation);
    }

    private void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    void close() throws IOException {
        closed = true;
        channel.close();
    }

    @Override
    public String toString() {
        return conduct + " sent " + said.said() + " items, " + sent + " bytes, received " + expected.said() + " items, "
                + received + " bytes" + (suspended ? ", held the body up" : "");
    }
}
