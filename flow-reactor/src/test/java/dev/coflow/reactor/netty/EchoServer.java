package dev.coflow.reactor.netty;

import dev.coflow.Flow;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.netty.DisposableServer;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** Sends back what arrives, from a body for each connection, and knows of each body and each socket of its side. */
final class EchoServer<T> implements AutoCloseable {

    /** Of the system, for a socket and a direction: small enough for a peer that does not read to be felt. */
    static final int SOCKET_BUFFER = 32_768;

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PREFETCH = 16;
    private static final int BACKLOG = 1_024;
    private static final int ONE_PAUSE_IN = 40;
    private static final int MAX_PAUSE_MILLIS = 10;

    private final Wire<T> wire;
    private final boolean isNative;
    private final ByteBufAllocator allocator;
    private final LoopResources loops = LoopResources.create("load", 2, true);
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final Map<Integer, Echo> live = new ConcurrentHashMap<>();
    private final DisposableServer server;

    EchoServer(Wire<T> wire, boolean isNative, ByteBufAllocator allocator) {
        this.wire = wire;
        this.isNative = isNative;
        this.allocator = allocator;
        this.server = TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .runOn(loops, isNative)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER) // what is accepted inherits it
                .childOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .doOnConnection(connection -> channels.add(connection.channel()))
                .handle(wire.handler((connection, in) -> new Echo(port(connection.channel())).of(in)))
                .bindNow(LIMIT);
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.remoteAddress()).getPort();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.address();
    }

    /** A client on the same event loops. */
    TcpClient client() {
        return TcpClient.newConnection()
                .remoteAddress(this::address)
                .runOn(loops, isNative)
                .option(ChannelOption.ALLOCATOR, allocator)
                .doOnConnected(connection -> channels.add(connection.channel()));
    }

    Wire<T> wire() {
        return wire;
    }

    int started() {
        return started.get();
    }

    /** Bodies that have begun and whose {@code finally} has not run. */
    int live() {
        return started.get() - ended.get();
    }

    int peak() {
        return peak.get();
    }

    int channels() {
        return channels.size();
    }

    /** How often the body for this peer is held up: odd while it is in an emit. */
    int emits(int port) {
        Echo echo = live.get(port);
        return echo == null ? 0 : echo.emits;
    }

    @Override
    public void close() {
        server.disposeNow(LIMIT);
        loops.disposeLater(Duration.ZERO, LIMIT).block(LIMIT);
    }

    private final class Echo {

        private final int port;
        private volatile int emits;

        Echo(int port) {
            this.port = port;
        }

        Flow<T> of(Flow<T> in) {
            return Flow.generate(out -> {
                begin();
                try {
                    SplittableRandom random = new SplittableRandom(port);
                    for (T item : out.pull(in, PREFETCH)) {
                        if (random.nextInt(ONE_PAUSE_IN) == 0) {
                            out.cooperate(Duration.ofMillis(random.nextInt(MAX_PAUSE_MILLIS)));
                        }
                        int before = emits;
                        emits = before + 1;
                        out.emit(item);
                        emits = before + 2;
                    }
                } finally {
                    end();
                }
            });
        }

        private void begin() {
            live.put(port, this);
            started.incrementAndGet();
            peak.accumulateAndGet(live(), Math::max);
        }

        private void end() {
            live.remove(port, this);
            ended.incrementAndGet();
        }
    }
}
