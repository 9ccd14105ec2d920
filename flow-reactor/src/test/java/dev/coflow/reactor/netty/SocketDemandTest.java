package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A body and its peer go no faster than the other one reads. */
@ParameterizedClass
@EnumSource
class SocketDemandTest extends OnEveryTransport {

    SocketDemandTest(Server.Transport transport) {
        super(transport);
    }

    @Test
    void aPeerThatDoesNotReadSuspendsTheBody() throws Exception {
        AtomicInteger emitted = new AtomicInteger();
        int all = 4_000;
        byte[] chunk = new byte[100_000]; // 400 MB if nobody stopped it
        Peer peer = connect(FlowHandler.bytes(in -> Flow.generate(out -> {
            for (int i = 0; i < all; i++) {
                out.emit(chunk);
                emitted.incrementAndGet();
            }
        })));
        int stopped = awaitStandstill(emitted);
        assertThat(stopped).isPositive().isLessThan(all / 2);
        assertThat(peer.socket().getInputStream().skip(chunk.length * (stopped + 10L)))
                .isEqualTo(chunk.length * (stopped + 10L));
        assertThat(emitted.get()).isGreaterThan(stopped);
    }

    /** What was emitted and the socket has not taken yet: the number that the handler promises. */
    @Test
    void atMost128ItemsWaitBehindAFullSocket() throws Exception {
        AtomicInteger emitted = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        byte[] chunk = new byte[50_000];
        Peer peer = connect(FlowHandler.bytes((connection, in) -> {
            connection.addHandlerLast("taken", new ChannelOutboundHandlerAdapter() {
                @Override
                @SuppressWarnings("FutureReturnValueIgnored") // the promise knows
                public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                    context.write(message, promise.unvoid().addListener(written -> taken.incrementAndGet()));
                }
            });
            return Flow.generate(out -> {
                for (int i = 0; i < 4_000; i++) {
                    out.emit(chunk);
                    emitted.incrementAndGet();
                }
            });
        }));
        for (int round = 0; round < 3; round++) {
            int stopped = awaitStandstill(emitted);
            assertThat(stopped - taken.get()).isPositive().isLessThanOrEqualTo(128);
            long some = 150L * chunk.length;
            assertThat(peer.socket().getInputStream().skip(some)).isEqualTo(some);
        }
    }

    @Test
    void aBodyThatDoesNotPullStopsThePeer() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Long> read = new CompletableFuture<>();
        Peer peer = connect(FlowHandler.bytes(in -> Flow.generate(out -> {
            long count = 0;
            for (byte[] bytes : out.pull(in, 2)) {
                goOn.await();
                count += bytes.length;
            }
            read.complete(count);
        })));
        byte[] chunk = new byte[100_000];
        int all = 1_000; // 100 MB
        AtomicInteger sent = new AtomicInteger();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < all; i++) {
                    peer.send(chunk);
                    sent.incrementAndGet();
                }
                peer.end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(awaitStandstill(sent)).isLessThan(all);
        goOn.countDown();
        assertThat(await(read)).isEqualTo((long) all * chunk.length);
        await(sending);
    }

    private static int awaitStandstill(AtomicInteger counter) {
        int[] last = {-1};
        Awaitility.await()
                .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    int now = counter.get();
                    boolean still = now > 0 && now == last[0];
                    last[0] = now;
                    return still;
                });
        return last[0];
    }
}
