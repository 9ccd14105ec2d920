package dev.coflow.reactor.acceptance;

import static dev.coflow.reactor.acceptance.Original.LIMIT;
import static dev.coflow.reactor.acceptance.Original.countdown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

/** The first version, of March 2003: pipelines that are given their data when they are executed. */
class FirstVersionTest {

    private final List<Object> printed = Collections.synchronizedList(new ArrayList<>());

    private <T> T print(T value) {
        printed.add(value);
        return value;
    }

    private static List<Integer> downFrom(int n) {
        return IntStream.iterate(n, i -> i > 0, i -> i - 1).boxed().toList();
    }

    private void finished() {
        print("finished");
    }

    @Test
    void aPipelineWithoutStagesGivesNothingAndNoError() {
        StepVerifier.create(Flow.empty()).expectComplete().verify(LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"2, '[2, 4, 6, finished]'", "11, '[2, 13, 24, finished]'"})
    void aSequencePassesEachItemOnAndThenFinishes(int data, String expected) {
        Function<Integer, Flow<Integer>> pipeline = start -> Flow.of(start)
                .concatMapIterable(d -> List.of(1, 1 + d, 1 + 2 * d), this::finished)
                .map(x -> x + 1)
                .map(this::print);
        assertThat(pipeline.apply(data).toList()).hasSize(3);
        assertThat(printed).hasToString(expected);
    }

    @Test
    void aPipelineIsExecutedManyTimes() {
        Function<Integer, Flow<Integer>> pipeline = start ->
                Flow.of(start).concatMapIterable(FirstVersionTest::downFrom).map(x -> x + 1);
        assertThat(pipeline.apply(2).toList()).containsExactly(3, 2);
        assertThat(pipeline.apply(1).toList()).containsExactly(2);
        assertThat(pipeline.apply(2).toList()).containsExactly(3, 2);
    }

    @Test
    void eachContextHasItsSumAndIsFlushedOnce() {
        Flow<Integer> contexts = Flow.of(5, 3).concatMap(n -> countdown(n).reduce(0, Integer::sum), this::finished);
        assertThat(contexts.map(this::print).toList()).containsExactly(15, 6);
        assertThat(printed).containsExactly(15, "finished", 6, "finished");
    }

    @Test
    void aSequenceBeforeTheContextMakesOneSumEach() {
        Flow<Integer> sums = Flow.of(2, 1)
                .concatMap(n ->
                        Flow.of(n).concatMapIterable(FirstVersionTest::downFrom).reduce(0, Integer::sum));
        assertThat(sums.toList()).containsExactly(3, 1);
    }

    @Test
    void aSequenceInsideTheContextMakesOneSumOfAll() {
        Flow<Integer> sum = Flow.of("context")
                .concatMap(context -> Flow.of(2, 1)
                        .concatMapIterable(FirstVersionTest::downFrom)
                        .reduce(0, Integer::sum));
        assertThat(sum.toList()).containsExactly(4);
    }

    @Test
    void aFunctionDropsAnItemByReturningTheStopValue() {
        assertThat(Flow.of(0, 1, 2, 3, 4, 5)
                        .mapNotNull(x -> x % 2 == 1 ? x : null)
                        .toList())
                .containsExactly(1, 3, 5);
    }

    @Test
    void aFunctionThatPausesIsCalledAgainWithTheSameItem() {
        Duration pause = Duration.ofSeconds(2);
        List<Integer> calls = new ArrayList<>();
        StepVerifier.withVirtualTime(() -> Flow.of("start")
                        .concatMap(
                                start -> Flow.of(7, 8, 9).step(x -> {
                                    calls.add(x);
                                    return calls.size() == 2 ? Step.cooperate(pause) : Step.emit(x);
                                }),
                                this::finished)
                        .map(this::print))
                .expectNext(7)
                .then(() -> print("suspended"))
                .expectNoEvent(pause)
                .expectNext(8, 9)
                .expectComplete()
                .verify(LIMIT);
        assertThat(calls).containsExactly(7, 8, 8, 9);
        assertThat(printed).containsExactly(7, "suspended", 8, 9, "finished");
    }

    @Test
    void aThreadedCountdownFinishesAtItsEnd() {
        Flow<Integer> pipeline = Flow.of(5).concatMap(n -> Flow.threaded(() -> downFrom(n)), this::finished);
        assertThat(pipeline.map(this::print).toList()).hasSize(5);
        assertThat(printed).containsExactly(5, 4, 3, 2, 1, "finished");
    }

    @Test
    void eachItemPassesAllLaterStagesBeforeTheNextIsDrawn() {
        Iterable<Integer> items = () -> new Iterator<>() {
            private int last;

            @Override
            public boolean hasNext() {
                return last < 2;
            }

            @Override
            public Integer next() {
                print("draw " + ++last);
                return last;
            }
        };
        Flow<String> pipeline = Flow.of("start")
                .concatMapIterable(start -> items)
                .map(x -> print("second " + x))
                .concatMapIterable(x -> List.of(x + "a", x + "b"))
                .map(x -> print("last " + x));
        assertThat(pipeline.toList()).hasSize(4);
        assertThat(printed)
                .containsExactly(
                        "draw 1",
                        "second 1",
                        "last second 1a",
                        "last second 1b",
                        "draw 2",
                        "second 2",
                        "last second 2a",
                        "last second 2b");
    }
}
