package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** An end that can be seen needs no demand, and one that cannot be seen yet waits for it. */
class EndWithoutDemandTest {

    enum Join {
        MERGE(3) {
            @Override
            Flow<?> of(List<Publisher<Integer>> inputs) {
                return Flow.merge(inputs);
            }
        },
        ZIP(1) {
            @Override
            Flow<?> of(List<Publisher<Integer>> inputs) {
                return Flow.zip(inputs, items -> items);
            }
        },
        ZIP_LONGEST(2) {
            @Override
            Flow<?> of(List<Publisher<Integer>> inputs) {
                return Flow.zipLongest(inputs, items -> items);
            }
        };

        /** How many items it makes of one and two. */
        final int size;

        Join(int size) {
            this.size = size;
        }

        abstract Flow<?> of(List<Publisher<Integer>> inputs);
    }

    @ParameterizedTest
    @EnumSource
    void aJoinOfNothingEndsAtOnce(Join join) {
        assertThat(Recorder.subscribe(join.of(List.of())).hasEnded()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aJoinEndsWithItsLastItem(Join join) {
        endsWithItsLastItem(join, join.of(List.of(Flow.of(1), Flow.of(1, 2))));
        endsWithItsLastItem(join, join.of(List.of(Flow.of(1, 2), Flow.of(1))));
    }

    @ParameterizedTest
    @EnumSource
    void aJoinOfInputsThatAreQueuedDoesToo(Join join) {
        Flux<Integer> one = Flux.just(1).hide();
        Flux<Integer> two = Flux.just(1, 2).hide();
        endsWithItsLastItem(join, join.of(List.of(one, two)));
        endsWithItsLastItem(join, join.of(List.of(two, one)));
    }

    @ParameterizedTest
    @EnumSource
    void aJoinOfInputsThatAreReadThroughAFunctionDoesToo(Join join) {
        Flow<Integer> one = Flow.from(Flux.range(1, 1)).map(x -> x);
        Flow<Integer> two = Flow.from(Flux.range(1, 2)).map(x -> x);
        endsWithItsLastItem(join, join.of(List.of(one, two)));
        endsWithItsLastItem(join, join.of(List.of(two, one)));
    }

    private static void endsWithItsLastItem(Join join, Flow<?> flow) {
        Recorder<?> recorder = Recorder.subscribe(flow);
        for (int i = 0; i < join.size; i++) {
            assertThat(recorder.hasEnded()).isFalse();
            recorder.request(1);
        }
        assertThat(recorder.items()).hasSize(join.size);
        assertThat(recorder.hasEnded()).isTrue();
    }
}
