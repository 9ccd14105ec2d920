package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Law 5: with k inputs of a merge ready, none waits for more than k − 1 items of others. */
class FairnessTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int ITEMS = 3_000;

    static Stream<Arguments> inputs() {
        List<Arguments> all = new ArrayList<>();
        for (int k : new int[] {2, 3, 17}) {
            for (int prefetch : new int[] {1, 2, 4, 32, 256}) {
                all.add(Arguments.of("bodies", k, prefetch, (IntFunction<Publisher<Integer>>) FairnessTest::body));
                all.add(Arguments.of("steps", k, prefetch, (IntFunction<Publisher<Integer>>) FairnessTest::steps));
                all.add(Arguments.of("plain", k, prefetch, (IntFunction<Publisher<Integer>>) FairnessTest::plain));
                all.add(Arguments.of("unfused", k, prefetch, (IntFunction<Publisher<Integer>>)
                        i -> Flux.from(plain(i)).hide()));
                all.add(Arguments.of("mixed", k, prefetch, (IntFunction<Publisher<Integer>>) FairnessTest::mixed));
                all.add(Arguments.of("unfused and bodies", k, prefetch, (IntFunction<Publisher<Integer>>)
                        i -> i % 2 == 0 ? Flux.from(plain(i)).hide() : body(i)));
                all.add(Arguments.of("one body among plain", k, prefetch, (IntFunction<Publisher<Integer>>)
                        i -> i == k - 1 ? body(i) : plain(i)));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1} inputs, prefetch {2}")
    @MethodSource("inputs")
    void noReadyInputWaitsForMoreThanOneItemOfEachOther(
            String name, int k, int prefetch, IntFunction<Publisher<Integer>> input) {
        List<Publisher<Integer>> inputs = IntStream.range(0, k).mapToObj(input).toList();

        List<Integer> order = Flux.from(Flow.merge(inputs, prefetch))
                .take(ITEMS)
                .collectList()
                .block(LIMIT);

        assertThat(longestWait(order, k)).isEqualTo(k - 1);
    }

    @ParameterizedTest(name = "{0}, {1} inputs, prefetch {2}")
    @MethodSource("inputs")
    void norWithDemandForOneItem(String name, int k, int prefetch, IntFunction<Publisher<Integer>> input) {
        List<Publisher<Integer>> inputs = IntStream.range(0, k).mapToObj(input).toList();

        List<Integer> order = Flux.from(Flow.merge(inputs, prefetch))
                .limitRate(1)
                .take(ITEMS / 20)
                .collectList()
                .block(LIMIT);

        assertThat(longestWait(order, k)).isEqualTo(k - 1);
    }

    static Stream<Arguments> readyBeforeTheFirstTurn() {
        List<Arguments> all = new ArrayList<>();
        for (int k : new int[] {2, 3, 17}) {
            all.add(Arguments.of("threaded", k, 1));
            all.add(Arguments.of("mixed", k, 4));
        }
        return all.stream();
    }

    /** The last input is a body that has the turn until what comes from other threads is there, to the last item. */
    @ParameterizedTest(name = "{1} inputs, {0}")
    @MethodSource("readyBeforeTheFirstTurn")
    void norOneThatIsFilledByAnotherThread(String name, int k, int kinds) {
        int size = 64;
        CountDownLatch go = Latches.one();
        CountDownLatch ready = new CountDownLatch((k - 1 + kinds - 1) / kinds);
        IntFunction<Publisher<Integer>> input = i -> switch (i % kinds) {
            case 0 -> Flow.threaded(() -> itemsBetween(i, size, go, ready));
            case 1 -> Flux.from(plain(i)).take(size);
            case 2 -> Flow.from(body(i)).transform(f -> Flux.from(f).take(size));
            default -> Flux.from(plain(i)).take(size).hide();
        };
        List<Publisher<Integer>> inputs =
                new ArrayList<>(IntStream.range(0, k - 1).mapToObj(input).toList());
        inputs.add(Flow.generate(out -> {
            go.countDown();
            Latches.await(ready);
            for (int i = 0; i < size; i++) {
                out.emit(k - 1);
            }
        }));
        List<Integer> order =
                Flux.from(Flow.merge(inputs, 4 * size)).collectList().block(LIMIT);

        assertThat(order).hasSize(k * size);
        assertThat(longestWait(order, k)).isEqualTo(k - 1);
    }

    /** Says ready when it is asked for more than it has, so when all of it was delivered. */
    private static Iterable<Integer> itemsBetween(int item, int size, CountDownLatch go, CountDownLatch ready) {
        Latches.await(go);
        return () -> new Iterator<>() {
            private int left = size;

            @Override
            public boolean hasNext() {
                if (left == 0) {
                    ready.countDown();
                }
                return left > 0;
            }

            @Override
            public Integer next() {
                left--;
                return item;
            }
        };
    }

    @Test
    void anEndlessRangeDoesNotStarveABodyThatCooperates() {
        Flow<Integer> body = Flow.generate(out -> {
            for (int i = 0; i < 100; i++) {
                out.cooperate();
                out.emit(1);
            }
        });
        List<Integer> order = Flux.from(Flow.merge(plain(0), body))
                .takeUntil(new Predicate<>() {
                    private int seen;

                    @Override
                    public boolean test(Integer item) {
                        seen += item;
                        return seen == 100;
                    }
                })
                .collectList()
                .block(LIMIT);

        assertThat(order).hasSizeLessThanOrEqualTo(300); // who cooperates is passed over once
    }

    static Stream<Arguments> cooperating() {
        return Stream.of(
                Arguments.of("a body", Flow.<Integer>generate(out -> {
                    while (true) {
                        out.cooperate();
                        out.emit(1);
                    }
                })),
                Arguments.of("a state machine", Flow.<Integer>fromSteps(() -> cooperateBeforeEach()::get)),
                Arguments.of("a step over items", Flow.from(plain(1)).<Integer>stepWith(() -> {
                    Supplier<Step<Integer>> steps = cooperateBeforeEach();
                    return item -> steps.get();
                })));
    }

    private static Supplier<Step<Integer>> cooperateBeforeEach() {
        boolean[] cooperated = {false};
        return () -> {
            cooperated[0] = !cooperated[0];
            return cooperated[0] ? Step.cooperate() : Step.emit(1);
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cooperating")
    void whoCooperatesBetweenItsItemsWaitsForTwoItemsOfEachOther(String name, Flow<Integer> cooperating) {
        for (Publisher<Integer> other : List.of(plain(0), Flux.from(plain(0)).hide(), body(0), steps(0))) {
            List<Integer> order = Flux.from(Flow.merge(other, cooperating))
                    .take(ITEMS)
                    .collectList()
                    .block(LIMIT);

            assertThat(longestWait(order, 2)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void anEndlessMergeDoesNotStarveABodyBesideIt() {
        Flow<Integer> twoRanges = Flow.merge(plain(0), plain(0));
        List<Integer> order = Flux.from(Flow.merge(List.of(twoRanges, body(1)), 16))
                .take(ITEMS)
                .collectList()
                .block(LIMIT);

        assertThat(longestWait(order, 2)).isEqualTo(1);
    }

    @Test
    void aSlowInputNeverDelaysAReadyOne() {
        CountDownLatch othersAreThrough = Latches.one();
        Flux<Integer> slow = Flux.just(-1)
                .doOnNext(x -> Latches.await(othersAreThrough)) // silent until the others have ended
                .subscribeOn(Schedulers.boundedElastic());
        Flow<Integer> sleeping = Flow.generate(out -> {
            out.awaitEnd(Flux.from(slow).ignoreElements());
            out.emit(-2);
        });
        Flow<Integer> ready = Flow.generate(out -> {
            for (int i = 0; i < 1000; i++) {
                out.emit(i);
            }
        });
        List<Integer> order = Flux.from(Flow.merge(slow, sleeping, ready))
                .doOnNext(x -> {
                    if (x == 999) {
                        othersAreThrough.countDown();
                    }
                })
                .collectList()
                .block(LIMIT);

        assertThat(order.subList(0, 1000))
                .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
        assertThat(order.subList(1000, order.size())).containsExactlyInAnyOrder(-1, -2);
    }

    /** The largest number of items of others before an item of some input. */
    private static int longestWait(List<Integer> order, int k) {
        int[] last = new int[k];
        Arrays.fill(last, -1);
        int longest = 0;
        for (int at = 0; at < order.size(); at++) {
            int input = order.get(at);
            longest = Math.max(longest, at - last[input] - 1);
            last[input] = at;
        }
        for (int before : last) {
            longest = Math.max(longest, order.size() - before - 1);
        }
        return longest;
    }

    private static Publisher<Integer> mixed(int i) {
        return i % 3 == 0 ? plain(i) : i % 3 == 1 ? body(i) : steps(i);
    }

    private static Publisher<Integer> plain(int i) {
        return Flux.range(0, Integer.MAX_VALUE).map(x -> i);
    }

    private static Publisher<Integer> steps(int i) {
        return Flow.fromSteps(() -> () -> Step.emit(i));
    }

    private static Publisher<Integer> body(int i) {
        return Flow.generate(out -> {
            while (true) {
                out.emit(i);
            }
        });
    }
}
