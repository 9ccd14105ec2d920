package dev.coflow.reactor.netty;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import reactor.core.publisher.Sinks;

/** One round of a load: connects all peers, lets them talk at the same time, and waits for the end of all. */
final class Load<T> implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SHORT_TEXT = 100;
    private static final int LONG_TEXT = 4_000;
    private static final int LONG_TALK = 400;

    private final EchoServer<T> server;
    private final PlainPeers plain = new PlainPeers();
    private final Sinks.Empty<Void> start = Sinks.empty();
    private final List<CompletableFuture<Void>> flows = new ArrayList<>();
    private final LongAdder items = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    Load(EchoServer<T> server, LoadSize size, long seed) throws IOException {
        this.server = server;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size.connections(); i++) {
            connect(i, size, random.split());
        }
    }

    private void connect(int peer, LoadSize size, SplittableRandom random) throws IOException {
        Conduct conduct = Conduct.any(random);
        boolean isLong = conduct == Conduct.STALLS;
        int talk = isLong ? LONG_TALK : 1 + random.nextInt(size.items());
        int length = isLong ? LONG_TEXT : SHORT_TEXT;
        long seed = random.nextLong();
        if (conduct == Conduct.FLOW) {
            FlowPeer<T> flow = new FlowPeer<>(server, new Script(peer, talk, length, seed), random, items, bytes);
            flows.add(flow.talk(start.asMono()));
        } else {
            plain.add(new PlainPeer(
                    server,
                    plain.selector(),
                    conduct,
                    new Script(peer, talk, length, seed),
                    new Script(peer, talk, length, seed),
                    random,
                    1 + random.nextLong(bytesOf(new Script(peer, talk, length, seed)))));
        }
    }

    private long bytesOf(Script script) {
        long sum = 0;
        while (!script.isOver()) {
            sum += server.wire().bytes(script.next()).length;
        }
        return sum;
    }

    int connections() {
        return flows.size() + plain.all().size();
    }

    long count(Conduct conduct) {
        return conduct == Conduct.FLOW
                ? flows.size()
                : plain.all().stream().filter(peer -> peer.conduct() == conduct).count();
    }

    void awaitBodies() {
        Awaitility.await("a body for each connection").atMost(LIMIT).until(() -> server.live() == connections());
    }

    /** Fails with the first answer that is not what was asked. */
    void talk() throws Exception {
        start.tryEmitEmpty();
        plain.talk();
        CompletableFuture.allOf(flows.toArray(CompletableFuture[]::new)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        for (PlainPeer peer : plain.all()) {
            items.add(peer.answers());
            bytes.add(peer.received());
        }
    }

    long items() {
        return items.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    @Override
    public void close() throws IOException {
        start.tryEmitEmpty();
        plain.close();
    }
}
