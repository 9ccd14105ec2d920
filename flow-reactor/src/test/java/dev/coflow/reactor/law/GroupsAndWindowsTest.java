package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A flow that is split into groups or windows feeds whoever reads the parts, in the same run or in others: none hangs. */
class GroupsAndWindowsTest {

    private static final int ROUNDS = 50;
    private static final int ITEMS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * An operator whose items are parts of a flow; each item of the flow is in one of them.
     *
     * @param name what a test report says
     * @param atOnce whether parts stay open while others do
     * @param operator makes the parts
     */
    private record Split(String name, boolean atOnce, Function<Flux<Integer>, Flux<? extends Flux<Integer>>> operator) {
        Flux<? extends Flux<Integer>> of(Publisher<Integer> source) {
            return operator.apply(Flux.from(source));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A way to read all parts.
     *
     * @param name what a test report says
     * @param atOnce whether it reads parts while others are open
     * @param reading reads the parts
     */
    private record Reader(
            String name, boolean atOnce, Function<Flux<? extends Flux<Integer>>, Publisher<Integer>> reading) {
        Flux<Integer> of(Flux<? extends Flux<Integer>> parts) {
            return Flux.from(reading.apply(parts));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeEach
    void ignoreDroppedErrors() {
        Hooks.onErrorDropped(e -> {}); // a source fails for its parts and for who reads them
    }

    @AfterEach
    void resetHooks() {
        Hooks.resetOnErrorDropped();
    }

    static Stream<Split> splits() {
        return Stream.of(
                new Split("groupBy", true, flux -> flux.groupBy(x -> x % 3)),
                new Split("window of one", false, flux -> flux.window(1)),
                new Split("window of four", false, flux -> flux.window(4)),
                new Split("windowUntil", false, flux -> flux.windowUntil(x -> x % 3 == 0, true, 1)),
                new Split("windowWhile", false, flux -> flux.windowWhile(x -> x >= 0, 1)));
    }

    /** Those that go on while their parts are not read. */
    static Stream<Split> unbounded() {
        return splits().filter(split ->
                !split.name().startsWith("windowU") && !split.name().startsWith("windowW"));
    }

    static Stream<Reader> readers() {
        return Stream.of(
                new Reader("a run for each part", true, parts -> parts.flatMap(GroupsAndWindowsTest::body, ITEMS, 1)),
                new Reader(
                        "a merge for each part",
                        true,
                        parts -> parts.flatMap(part -> Flow.merge(List.of(part, body(Flux.empty())), 2), ITEMS, 1)),
                new Reader(
                        "a run on another thread for each part",
                        true,
                        parts -> parts.flatMap(
                                part -> Flux.from(body(part)).subscribeOn(Schedulers.boundedElastic()), ITEMS, 1)),
                new Reader(
                        "a body that pulls the parts one by one",
                        false,
                        parts -> Flow.<Integer>generate(out -> {
                            for (Flux<Integer> part : out.pull(parts, 1)) {
                                for (int x : out.pull(part, 1)) {
                                    out.emit(x);
                                    out.cooperate();
                                }
                            }
                        })),
                new Reader(
                        "a body that pulls a body for each part",
                        false,
                        parts -> Flow.<Integer>generate(out -> {
                            for (Flux<Integer> part : out.pull(parts, 1)) {
                                out.emitAll(body(part));
                            }
                        })),
                new Reader("concatMap", false, parts -> Flow.from(parts).concatMap(part -> part)),
                new Reader(
                        "concatMap of bodies", false, parts -> Flow.from(parts).concatMap(GroupsAndWindowsTest::body)),
                new Reader(
                        "transform",
                        true,
                        parts -> Flow.from(parts)
                                .transform(flow -> Flux.from(flow).flatMap(GroupsAndWindowsTest::body, ITEMS, 1))));
    }

    static Stream<Arguments> splitsAndReaders() {
        return splits().flatMap(split -> readers().map(reader -> Arguments.of(split, reader)));
    }

    /** Without those that would leave open parts unread. */
    static Stream<Arguments> splitsAndReadersOfAllOpenParts() {
        return splits().flatMap(split -> readers()
                .filter(reader -> reader.atOnce() || !split.atOnce())
                .map(reader -> Arguments.of(split, reader)));
    }

    @ParameterizedTest(name = "{0}, read by {1}")
    @MethodSource("splitsAndReaders")
    void everyItemArrivesOnce(Split split, Reader reader) {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(reader.of(split.of(numbers(ITEMS))).collectList().block(LIMIT))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, ITEMS).boxed().toList());
        }
    }

    /** While all open parts are read: one that is cancelled before it is subscribed keeps its source, as Reactor documents. */
    @ParameterizedTest(name = "{0}, read by {1}")
    @MethodSource("splitsAndReadersOfAllOpenParts")
    void aCancelOfTheReaderEndsTheSource(Split split, Reader reader) {
        AtomicInteger live = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            Flow<Integer> stopping = Flow.generate(out -> {
                live.incrementAndGet();
                try {
                    out.emitAll(numbers(6));
                    out.await(Mono.never());
                } finally {
                    live.decrementAndGet();
                }
            });
            CountDownLatch received = new CountDownLatch(6);
            Disposable subscription = reader.of(split.of(stopping))
                    .doOnNext(x -> received.countDown())
                    .subscribe();
            Latches.await(received);
            subscription.dispose();

            Until.isTrue(() -> live.get() == 0);
        }
    }

    @ParameterizedTest(name = "{0}, read by {1}")
    @MethodSource("splitsAndReaders")
    void anErrorOfTheSourceReachesTheReader(Split split, Reader reader) {
        IllegalStateException expected = new IllegalStateException("expected");
        for (int round = 0; round < ROUNDS; round++) {
            Flow<Integer> failing = Flow.generate(out -> {
                out.emitAll(numbers(4));
                throw expected;
            });

            Throwable error = reader.of(split.of(failing))
                    .then()
                    .<Throwable>thenReturn(new AssertionError("completed"))
                    .onErrorResume(Mono::just)
                    .block(LIMIT);
            // flatMap adds up the errors of the parts, and windowUntil wraps theirs
            assertThat(Exceptions.unwrapMultiple(error)).anyMatch(e -> e == expected || e.getCause() == expected);
        }
    }

    @ParameterizedTest
    @MethodSource("unbounded")
    void partsThatWereCollectedAreReadByALaterRun(Split split) {
        for (int round = 0; round < ROUNDS; round++) {
            Flux<Integer> later = split.of(numbers(ITEMS))
                    .collectList()
                    .flatMapMany(parts ->
                            Flow.merge(parts.stream().map(part -> body(part)).toList()));

            assertThat(later.count().block(LIMIT)).isEqualTo(ITEMS);
        }
    }

    @Test
    void aGroupThatIsCancelledDoesNotStopTheOthers() {
        for (int round = 0; round < ROUNDS; round++) {
            Flux<Integer> read = Flux.from(numbers(ITEMS))
                    .groupBy(x -> x % 2)
                    .flatMap(group -> group.key() == 0 ? body(group.take(2)) : body(group));

            assertThat(read.filter(x -> x % 2 == 1).count().block(LIMIT)).isEqualTo(ITEMS / 2);
        }
    }

    /** Emits 0, 1, 2 and so on. */
    private static Flow<Integer> numbers(int n) {
        return Flow.generate(out -> {
            for (int i = 0; i < n; i++) {
                out.emit(i);
                out.cooperate();
            }
        });
    }

    /** The same items, through a body. */
    private static Flow<Integer> body(Publisher<Integer> source) {
        return Flow.generate(out -> {
            for (int x : out.pull(source, 2)) {
                out.cooperate();
                out.emit(x);
            }
        });
    }
}
