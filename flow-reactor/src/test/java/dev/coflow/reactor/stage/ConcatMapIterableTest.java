package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

class ConcatMapIterableTest implements FunctionContract {

    @Override
    public Flow<Integer> over(Flow<Integer> source, Function<Integer, Integer> function) {
        return source.concatMapIterable(x -> List.of(function.apply(x)));
    }

    /** When all items made of one are through the next is requested, so that an end is seen in time. */
    @Override
    public int ahead() {
        return 1;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void eachItemPassesAllLaterStagesBeforeTheNextIsDrawn(Source source) {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Flow<Integer> flow = source.of(Items.upTo(2))
                .concatMapIterable(
                        x -> {
                            order.add("drawn " + x);
                            return List.of(10 * x, 10 * x + 1);
                        },
                        () -> order.add("finished"))
                .map(x -> {
                    order.add("mapped " + x);
                    return x;
                });
        assertThat(flow.toList()).containsExactly(10, 11, 20, 21);
        assertThat(order)
                .containsExactly(
                        "drawn 1",
                        "mapped 10",
                        "mapped 11",
                        "finished",
                        "drawn 2",
                        "mapped 20",
                        "mapped 21",
                        "finished");
    }

    // Empty

    @Test
    void anItemMayBecomeNone() {
        assertThat(Flow.of(1, 2, 3)
                        .concatMapIterable(x -> x == 2 ? List.<Integer>of() : List.of(x))
                        .toList())
                .containsExactly(1, 3);
    }

    // Error

    @Test
    void doesNotFinishAnItemThatFails() {
        List<String> order = new ArrayList<>();
        StepVerifier.create(Flow.of(1)
                        .concatMapIterable(
                                x -> Items.upTo(2).thenFail(new IOException("iterating")), () -> order.add("finished")))
                .expectNext(1, 2)
                .expectErrorMessage("iterating")
                .verify(Waiting.LIMIT);
        assertThat(order).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIteratingThrowsArrivesUnchangedAfterTheItemsBefore(Source source) {
        IOException error = new IOException("iterating");
        StepVerifier.create(source.of(Items.upTo(1))
                        .concatMapIterable(x -> Items.upTo(2).thenFail(error)))
                .expectNext(1, 2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Demand

    @Test
    void drawsOfTheIterableWhatIsRequested() {
        Items items = Items.upTo(1000);
        Recorder<Integer> recorder = Recorder.subscribe(Flow.of(1).concatMapIterable(x -> items));
        recorder.request(2);
        assertThat(recorder.items()).containsExactly(1, 2);
        assertThat(items.drawn()).isBetween(2, 3);
    }
}
