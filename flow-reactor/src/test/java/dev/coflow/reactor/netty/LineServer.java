package dev.coflow.reactor.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import dev.coflow.reactor.law.CountingScheduler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Sends the numbered lines to each reader, from a body of its own, when all readers are there; and counts. */
final class LineServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** So that a socket is full soon. */
    static final int SOCKET_BUFFER = 16_384;

    private final NumberedLines lines;
    private final int readers;
    private final DisposableServer server;
    private final Sinks.Empty<Void> allAreHere = Sinks.empty();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final CountingScheduler timers = new CountingScheduler(Schedulers.parallel());
    private final Map<String, Response> responses = new ConcurrentHashMap<>();
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger mostLive = new AtomicInteger();
    private final AtomicInteger mostAhead = new AtomicInteger();

    LineServer(NumberedLines lines, int readers, ByteBufAllocator allocator) {
        this.lines = lines;
        this.readers = readers;
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .channelGroup(channels)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .handle(this::respond)
                .bindNow(LIMIT);
    }

    private Publisher<Void> respond(HttpServerRequest request, HttpServerResponse response) {
        Response lines = new Response();
        responses.put(request.uri(), lines);
        response.withConnection(connection -> connection.addHandlerLast(lines.new TakenBySocket()));
        return response.sendString(lines.flow(), US_ASCII);
    }

    int port() {
        return server.port();
    }

    /** The one for that path, when there is one. */
    boolean isSuspended(String path) {
        Response response = responses.get(path);
        return response != null && response.isSuspended();
    }

    int live() {
        return live.get();
    }

    int mostLive() {
        return mostLive.get();
    }

    /** Of one connection: how many lines had been emitted and not been taken by the socket. */
    int mostAhead() {
        return mostAhead.get();
    }

    /** Bodies, timers of bodies, and connections. */
    boolean nothingIsLeft() {
        return live.get() == 0 && timers.pending() == 0 && channels.isEmpty();
    }

    @Override
    public void close() {
        server.disposeNow(LIMIT);
    }

    private final class Response {
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicLong requested = new AtomicLong();
        private volatile int offered;
        private int emitted; // by the body alone

        Publisher<String> flow() {
            Flow<String> body = Flow.generate(out -> {
                mostLive.accumulateAndGet(live.incrementAndGet(), Math::max);
                try {
                    if (mostLive.get() == readers) {
                        allAreHere.tryEmitEmpty();
                    }
                    out.awaitEnd(allAreHere.asMono());
                    for (int i = 0; i < lines.count(); i++) {
                        offered = i + 1;
                        out.emit(lines.line(i));
                        if (i % 100 == 99) {
                            out.cooperate(Duration.ofMillis(1));
                        }
                    }
                } finally {
                    live.decrementAndGet();
                }
            });
            return ReactorFlow.toFlux(body, timers)
                    .doOnRequest(requested::addAndGet)
                    .doOnNext(line -> mostAhead.accumulateAndGet(++emitted - taken.get(), Math::max));
        }

        /** The body has a line that nobody has asked for. */
        boolean isSuspended() {
            return offered > requested.get();
        }

        /** Sees a line go before the next are requested for it. */
        private final class TakenBySocket extends ChannelOutboundHandlerAdapter {
            @Override
            @SuppressWarnings("FutureReturnValueIgnored") // the sender is told
            public void write(ChannelHandlerContext context, Object message, ChannelPromise sender) {
                if (message instanceof ByteBuf) {
                    context.write(message).addListener(written -> tell(sender, written));
                } else {
                    context.write(message, sender);
                }
            }

            private void tell(ChannelPromise sender, Future<?> written) {
                if (written.isSuccess()) {
                    taken.incrementAndGet();
                    sender.trySuccess();
                } else {
                    sender.tryFailure(written.cause());
                }
            }
        }
    }
}
