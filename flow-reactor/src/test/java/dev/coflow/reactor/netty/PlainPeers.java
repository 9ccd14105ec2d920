package dev.coflow.reactor.netty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** Plays all peers of a load that are no flows, on one thread. */
final class PlainPeers implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int SHOWN = 10;

    private record Pause(PlainPeer peer, long until) {}

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
    private final List<PlainPeer> peers = new ArrayList<>();
    private final PriorityQueue<Pause> pauses = new PriorityQueue<>(Comparator.comparingLong(Pause::until));
    private int open;

    PlainPeers() throws IOException {}

    Selector selector() {
        return selector;
    }

    void add(PlainPeer peer) {
        peers.add(peer);
    }

    List<PlainPeer> all() {
        return peers;
    }

    /** Until each has closed its connection. The first that is answered wrongly ends this. */
    void talk() throws IOException {
        open = peers.size();
        long start = System.nanoTime();
        peers.forEach(peer -> pauses.add(new Pause(peer, start)));
        while (open > 0) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("an end of all peers required but " + open + " go on after " + LIMIT + ": "
                        + peers.stream()
                                .filter(peer -> !peer.isClosed())
                                .limit(SHOWN)
                                .toList());
            }
            wake();
            selector.select(this::ready, millisToPause());
        }
    }

    private long millisToPause() {
        Pause next = pauses.peek();
        long nanos = next == null ? TimeUnit.SECONDS.toNanos(1) : next.until() - System.nanoTime();
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private void wake() {
        for (Pause next = pauses.peek(); next != null && next.until() <= System.nanoTime(); next = pauses.peek()) {
            pauses.remove();
            play(next.peer(), PlainPeer::wake);
        }
    }

    private void ready(SelectionKey key) {
        play((PlainPeer) key.attachment(), peer -> peer.ready(buffer));
    }

    private interface Move {
        long of(PlainPeer peer) throws IOException;
    }

    private void play(PlainPeer peer, Move move) {
        boolean before = peer.isClosed();
        try {
            long pause = move.of(peer);
            if (pause > 0) {
                pauses.add(new Pause(peer, System.nanoTime() + pause));
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(peer + ": " + e.getMessage(), e);
        }
        if (!before && peer.isClosed()) {
            open--;
        }
    }

    @Override
    public void close() throws IOException {
        for (PlainPeer peer : peers) {
            peer.close();
        }
        selector.close();
    }
}
