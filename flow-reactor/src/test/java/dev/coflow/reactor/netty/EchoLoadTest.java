package dev.coflow.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.reactor.load.Heap;
import dev.coflow.reactor.load.LoadForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Many connections at once to a body that sends back what arrives; peers pause, end one side or both, do not read, or reset the connection.
 * Each gets what it has sent, and nothing is left when they have gone.
 */
class EchoLoadTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Where the heap of one round may differ from that of another; a body that is kept costs more with its buffers. */
    private static final long TOLERANCE = 64L << 20;

    private final long seed = Long.getLong("dev.coflow.random.seed", new Random().nextLong());

    static Stream<Arguments> servers() {
        return Stream.of(Arguments.of(Wire.LINES, true), Arguments.of(Wire.FRAMES, false));
    }

    @ParameterizedTest(name = "{0}, native transport: {1}")
    @MethodSource("servers")
    @Timeout(900)
    <T> void everyPeerGetsWhatItHasSentAndNothingIsLeft(Wire<T> wire, boolean isNative) throws Exception {
        LoadSize size = LoadSize.chosen();
        Descriptors.require(size.connections());
        BufferLeaks.watch();
        Buffers buffers = new Buffers();
        List<LoadFigures> rounds = new ArrayList<>();
        try (Log log = new Log();
                Timers timers = new Timers();
                EchoServer<T> server = new EchoServer<>(wire, isNative, buffers.allocator())) {
            for (int i = 0; i <= size.rounds(); i++) { // the first warms up
                rounds.add(round(server, size, buffers, timers, seed + i));
                assertThat(log.text()).as("the log").doesNotContain(" WARN ", " ERROR ");
            }
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
        print(wire, rounds);

        LoadFigures first = rounds.get(1);
        LoadFigures last = rounds.get(size.rounds());
        assertThat(buffers.everUsed()).isGreaterThan(last.items());
        assertThat(last.heapAfter()).isLessThan(first.heapAfter() + TOLERANCE);
        assertThat(last.directAfter()).isLessThan(first.directAfter() + TOLERANCE);
        assertThat(BufferLeaks.reports()).isEmpty();
    }

    private <T> LoadFigures round(EchoServer<T> server, LoadSize size, Buffers buffers, Timers timers, long roundSeed)
            throws Exception {
        long directBefore = buffers.direct();
        Heap.forgetPeak();
        try (Load<T> load = new Load<>(server, size, roundSeed)) {
            load.awaitBodies();
            long start = System.nanoTime();
            load.talk();
            double seconds = (System.nanoTime() - start) / 1e9;
            awaitNone(server, buffers, timers);
            return new LoadFigures(
                    load.connections(),
                    load.count(Conduct.RESETS),
                    load.count(Conduct.HALF_CLOSES),
                    load.count(Conduct.STALLS),
                    load.count(Conduct.FLOW),
                    load.items(),
                    load.bytes(),
                    seconds,
                    server.peak(),
                    Heap.peak(),
                    Heap.afterCollection(),
                    directBefore,
                    buffers.direct());
        }
    }

    private static void awaitNone(EchoServer<?> server, Buffers buffers, Timers timers) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(server.live()).as("bodies").isZero();
            assertThat(server.channels()).as("open sockets").isZero();
            assertThat(buffers.inUse()).as("buffers").isZero();
            assertThat(timers.pending()).as("timers").isZero();
        });
    }

    private static void print(Wire<?> wire, List<LoadFigures> rounds) {
        if (LoadForm.isFull()) {
            System.out.println("Echo of " + wire + " on " + LoadForm.machine());
            rounds.forEach(round -> System.out.println("  " + round));
        }
    }

    /** Else a load proves nothing of event loops that do not block. */
    @Test
    void blockHoundIsOn() {
        Mono<Integer> blocking = Mono.fromCallable(() -> {
                    Thread.sleep(1);
                    return 1;
                })
                .subscribeOn(Schedulers.parallel());
        assertThatThrownBy(() -> blocking.block(LIMIT)).hasRootCauseInstanceOf(BlockingOperationError.class);
    }
}
