package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.reactor.load.LoadForm;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many readers at once of what an HTTP server sends from bodies, most of them slow: some stop for a while, some leave in the middle.
 * There is no adapter between the body and Reactor Netty, which asks for 128 lines, and for more when the socket has taken half of
 * these.
 */
class SlowReadersLoadTest {

    private static final int READERS = LoadForm.of(30, 500);
    private static final int ROUNDS = 2;
    private static final int AHEAD = 128;
    private static final Duration LIMIT = Duration.ofSeconds(LoadForm.of(60, 300));

    static {
        BufferLeaks.watch();
    }

    /** For all runs in a JVM: a chunk is not given back at once. */
    private static final Buffers BUFFERS = new Buffers();

    private final NumberedLines lines = new NumberedLines(LoadForm.of(300, 1000));
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    @Test
    @Timeout(1200)
    void eachGetsItsLinesAndLeavesNothing() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long direct = BUFFERS.direct();
            try (LineServer server = new LineServer(lines, READERS, BUFFERS.allocator())) {
                List<SlowReader> readers = connect(server, round);

                untilAll(readers, reader -> reader.isStopped() || reader.isOver());
                List<SlowReader> stopped =
                        readers.stream().filter(SlowReader::isStopped).toList();
                untilAll(stopped, reader -> server.isSuspended(reader.path()));
                until(() -> server.live() == stopped.size()); // those of the others have ended
                stopped.forEach(SlowReader::goOn);
                untilAll(readers, SlowReader::isOver);

                assertThat(readers).extracting(SlowReader::wrong).containsOnly("");
                assertThat(server.mostLive()).isEqualTo(READERS);
                assertThat(server.mostAhead()).isPositive().isLessThanOrEqualTo(AHEAD);
                until(() -> server.nothingIsLeft() && clients.isEmpty());
                until(() -> BUFFERS.inUse() == 0);
                report(round, start, direct, server, readers);
            }
        }
        assertThat(BufferLeaks.reports()).isEmpty();
    }

    private List<SlowReader> connect(LineServer server, int round) {
        List<SlowReader> readers = IntStream.range(0, READERS)
                .mapToObj(i -> new SlowReader(i, 1000L * round + i, lines))
                .toList();
        readers.forEach(reader -> reader.connect(server.port(), BUFFERS.allocator(), clients));
        return readers;
    }

    private static void untilAll(List<SlowReader> readers, Predicate<SlowReader> condition) {
        until(() -> readers.stream().allMatch(condition));
    }

    private static void until(BooleanSupplier condition) {
        Awaitility.await().atMost(LIMIT).until(condition::getAsBoolean);
    }

    private void report(int round, long start, long direct, LineServer server, List<SlowReader> readers) {
        LoadForm.report(
                "slow readers, round " + (round + 1),
                start,
                "%d readers of %d lines, %d to the end, %d stopped, %d MB read, at most %d items ahead and %d live bodies, direct memory %d MB before, %d MB behind"
                        .formatted(
                                readers.size(),
                                lines.count(),
                                readers.stream().filter(SlowReader::hasReadAll).count(),
                                readers.stream().filter(SlowReader::isStopped).count(),
                                readers.stream().mapToLong(SlowReader::read).sum() >> 20,
                                server.mostAhead(),
                                server.mostLive(),
                                direct >> 20,
                                BUFFERS.direct() >> 20));
    }
}
