package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.BlockingIterable;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Law 4: items produced never exceed demand plus prefetch, and values come before the error that follows them. */
class StrictDemandTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PREFETCH = 4;

    /**
     * A flow over a source.
     *
     * @param ahead how many items of the source it may take beyond the demand: its prefetch, and one in the hand of a body that
     *     waits in {@code emit}; {@code concatMap} asks for the next item when a sub-flow has completed
     */
    record Stage(String name, int ahead, Function<Flow<Integer>, Flow<?>> over) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** One item of the source for each item. */
    static Stream<Stage> oneToOne() {
        return Stream.of(
                new Stage("itself", 0, f -> f),
                new Stage("map", 0, f -> f.map(x -> x)),
                new Stage("mapNotNull", 0, f -> f.mapNotNull(x -> x)),
                new Stage("filter", 0, f -> f.filter(x -> true)),
                new Stage("trap", 0, f -> f.trap(IOException.class, e -> -1)),
                new Stage("transform", 0, f -> f.transform(g -> Flux.from(g).map(x -> x))),
                new Stage("concatMap", 1, f -> f.concatMap(x -> Flow.of(x))),
                new Stage("concatMap of bodies", 1, f -> f.concatMap(x -> Flow.<Integer>generate(out -> out.emit(x)))),
                new Stage("concatMap into", 0, f -> Flow.of(1).concatMap(x -> f)),
                new Stage("concatMapIterable", 1, f -> f.concatMapIterable(x -> List.of(x))),
                new Stage("merge", PREFETCH, f -> Flow.merge(List.of(f, Flow.empty()), PREFETCH)),
                new Stage("zip", 256, f -> Flow.zip(f, Flux.range(0, Integer.MAX_VALUE), Integer::sum)),
                new Stage(
                        "pull",
                        PREFETCH + 1,
                        f -> Flow.generate(out -> {
                            try (Pull<Integer> items = out.pull(f, PREFETCH)) {
                                for (Integer item : items) {
                                    out.emit(item);
                                }
                            }
                        })),
                new Stage(
                        "pull one ahead",
                        1 + 1,
                        f -> Flow.generate(out -> {
                            try (Pull<Integer> items = out.pull(f, 1)) {
                                for (Integer item : items) {
                                    out.emit(item);
                                }
                            }
                        })));
    }

    static Stream<Stage> all() {
        return Stream.concat(
                oneToOne(),
                Stream.of(
                        new Stage("reduce", 0, f -> f.reduce(0, Integer::sum)),
                        new Stage("collect", 0, f -> f.collect(Collectors.toList())),
                        new Stage("zipLongest", 0, f -> Flow.zipLongest(f, f, (a, b) -> a)),
                        new Stage("task", 0, f -> Flow.task(turn -> turn.awaitOptional(f)))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aBodyIsNotStartedBeforeTheFirstRequest(Stage stage) {
        AtomicInteger started = new AtomicInteger();
        Demand subscriber = new Demand();
        stage.over().apply(Flow.generate(out -> started.incrementAndGet())).subscribe(subscriber);
        assertThat(started).hasValue(0);

        subscriber.request(1);
        Until.isTrue(() -> started.get() > 0);
        subscriber.cancel();
    }

    /** Counts what has left the body. */
    @ParameterizedTest
    @MethodSource("oneToOne")
    void aBodyEmitsNoMoreThanDemandAndPrefetch(Stage stage) {
        AtomicInteger emitted = new AtomicInteger();
        Demand subscriber = new Demand();
        stage.over().apply(endless(emitted)).subscribe(subscriber);
        int demand = 0;
        for (int n : new int[] {1, 1, 3, 20}) {
            demand += n;
            subscriber.request(n);
            int wanted = demand;
            Until.isTrue(() -> subscriber.received.get() == wanted);
            awaitQuiet(emitted);
            assertThat(emitted.get()).isBetween(wanted, wanted + stage.ahead());
        }
        subscriber.cancel();
    }

    @ParameterizedTest
    @MethodSource("oneToOne")
    void holdsWhenDemandComesFromInsideOnNext(Stage stage) {
        AtomicInteger emitted = new AtomicInteger();
        Demand subscriber = new Demand() {
            @Override
            protected void hookOnNext(Object item) {
                super.hookOnNext(item);
                if (received.get() < 50) {
                    request(1);
                }
            }
        };
        stage.over().apply(endless(emitted)).subscribe(subscriber);
        subscriber.request(1);
        Until.isTrue(() -> subscriber.received.get() == 50);
        awaitQuiet(emitted);

        assertThat(subscriber.received).hasValue(50);
        assertThat(emitted.get()).isBetween(50, 50 + stage.ahead());
        subscriber.cancel();
    }

    @ParameterizedTest
    @MethodSource("oneToOne")
    void holdsWhenDemandComesFromManyThreads(Stage stage) {
        AtomicInteger emitted = new AtomicInteger();
        Demand subscriber = new Demand();
        stage.over().apply(endless(emitted)).subscribe(subscriber);
        for (int i = 0; i < 100; i++) {
            Schedulers.parallel().schedule(() -> subscriber.request(2));
        }
        Until.isTrue(() -> subscriber.received.get() == 200);
        awaitQuiet(emitted);

        assertThat(subscriber.received).hasValue(200);
        assertThat(emitted.get()).isBetween(200, 200 + stage.ahead());
        subscriber.cancel();
    }

    @ParameterizedTest
    @MethodSource("oneToOne")
    void valuesComeBeforeTheErrorThatFollowsThem(Stage stage) {
        IOException error = new IOException("after three");
        Flow<Integer> failing = Flow.generate(out -> {
            for (int i = 0; i < 3; i++) {
                out.emit(i);
            }
            throw error;
        });
        Flow<Integer> failingSteps = Flow.merge(failing).map(x -> x); // signalled in a turn of a drain
        boolean trapped = stage.name().equals("trap");
        for (Flow<Integer> source : List.of(failing, failingSteps, failing.map(x -> x))) {
            for (int demand : new int[] {1, 3, Integer.MAX_VALUE}) {
                StepVerifier.FirstStep<?> script = StepVerifier.create(
                        Flux.from(stage.over().apply(source)).limitRate(demand));
                StepVerifier.Step<?> values = script.expectNextCount(trapped ? 4 : 3);
                if (trapped) {
                    values.expectComplete().verify(LIMIT);
                } else {
                    values.expectErrorMatches(e -> e == error).verify(LIMIT);
                }
            }
        }
    }

    @Test
    void valuesComeBeforeTheErrorOfAConcatMapsSource() {
        IOException error = new IOException("of the source");
        Flow<Integer> source = Flow.generate(out -> {
            out.emit(1);
            throw error;
        });
        Flow<Integer> slow = source.concatMap(x -> Flow.generate(out -> {
            out.emit(x);
            out.cooperate(Duration.ofMillis(2));
            out.emit(x + 1);
        }));

        StepVerifier.create(slow)
                .expectNext(1, 2)
                .expectErrorMatches(e -> e == error)
                .verify(LIMIT);
    }

    @Test
    void pairsComeBeforeTheErrorOfAnInput() {
        IOException error = new IOException("of the left");
        Flow<Integer> left = Flow.generate(out -> {
            out.emit(1);
            out.emit(2);
            throw error;
        });
        Flow<Integer> slow = Flow.generate(out -> {
            for (int i = 10; i < 15; i++) {
                out.cooperate(Duration.ofMillis(2));
                out.emit(i);
            }
        });

        StepVerifier.create(Flow.zip(left, slow, Integer::sum))
                .expectNext(11, 13)
                .expectErrorMatches(e -> e == error)
                .verify(LIMIT);
    }

    /** A source that is polled directly knows its error only when it is polled again. */
    @Test
    void anErrorBehindTheLastRequestedValueOfAFusedSourceArrives() {
        IllegalStateException error = new IllegalStateException("after two");
        Flow<Integer> iterable = Flow.fromIterable(() -> new Iterator<>() {
            private int last;

            @Override
            public boolean hasNext() {
                if (last == 2) {
                    throw error;
                }
                return true;
            }

            @Override
            public Integer next() {
                return ++last;
            }
        });
        Flow<Integer> generated = Flow.from(Flux.<Integer, Integer>generate(() -> 1, (n, sink) -> {
            sink.next(n);
            if (n == 2) {
                sink.error(error);
            }
            return n + 1;
        }));
        for (Flow<Integer> failing : List.of(iterable, iterable.map(x -> x), generated, generated.map(x -> x))) {
            Flow<Integer> longer = Flow.of(1, 2, 3);
            for (Flow<?> join : List.of(
                    Flow.merge(failing),
                    Flow.zip(failing, longer, Integer::sum),
                    Flow.zip(longer, failing, Integer::sum),
                    Flow.zipLongest(failing, longer, (a, b) -> a),
                    Flow.zipLongest(longer, failing, (a, b) -> a))) {
                StepVerifier.create(join, 2)
                        .expectNextCount(2)
                        .thenRequest(1)
                        .expectErrorMatches(e -> e == error)
                        .verify(LIMIT);
            }
        }
    }

    @Test
    void valuesComeBeforeTheErrorForABlockingReader() {
        IOException error = new IOException("after two");
        Flow<Integer> flow = Flow.generate(out -> {
            out.emit(1);
            out.emit(2);
            throw error;
        });
        for (int i = 0; i < 100; i++) {
            List<Object> read = new ArrayList<>();
            try (BlockingIterable<Integer> items = flow.toIterable()) {
                for (Integer item : items) {
                    read.add(item);
                }
            } catch (Exception e) {
                read.add(e);
            }
            assertThat(read).containsExactly(1, 2, error);
        }
    }

    @Test
    void aStateMachineIsAskedOnlyWithDemand() {
        AtomicInteger asked = new AtomicInteger();
        Demand subscriber = new Demand();
        Flow.fromSteps(() -> () -> Step.emit(asked.incrementAndGet())).subscribe(subscriber);
        assertThat(asked).hasValue(0);
        subscriber.request(3);
        assertThat(asked).hasValue(3);
        subscriber.cancel();
    }

    @Test
    void aBlockingSourceIsReadOnlyAsFarAsThereIsDemand() {
        AtomicInteger read = new AtomicInteger();
        BiFunction<Integer, Integer, Integer> sum = Integer::sum;
        Demand subscriber = new Demand();
        Flow.<Integer>threadedStream(() -> Stream.generate(read::incrementAndGet))
                .map(x -> sum.apply(x, 1))
                .subscribe(subscriber);
        subscriber.request(3);
        Until.isTrue(() -> subscriber.received.get() == 3);
        awaitQuiet(read);

        assertThat(read).hasValue(3);
        subscriber.cancel();
    }

    private static Flow<Integer> endless(AtomicInteger emitted) {
        return Flow.generate(out -> {
            for (int i = 0; true; i++) {
                out.emit(i);
                emitted.incrementAndGet();
            }
        });
    }

    /** Whoever runs ahead is given the time to. */
    private static void awaitQuiet(AtomicInteger counter) {
        Awaitility.await()
                .pollDelay(Duration.ofMillis(5))
                .pollInterval(Duration.ofMillis(5))
                .until(new Callable<>() {
                    private int last = -1;

                    @Override
                    public Boolean call() {
                        int now = counter.get();
                        boolean quiet = now == last;
                        last = now;
                        return quiet;
                    }
                });
    }

    private static class Demand extends BaseSubscriber<Object> {
        final AtomicInteger received = new AtomicInteger();

        @Override
        protected void hookOnSubscribe(Subscription s) {
            // requested by the test
        }

        @Override
        protected void hookOnNext(Object item) {
            received.incrementAndGet();
        }
    }
}
