package dev.coflow.reactor.stage;

import dev.coflow.Flow;
import java.util.List;
import org.reactivestreams.Publisher;

/** The ways a flow reads a foreign source. */
enum Reader {
    MERGE {
        @Override
        Flow<Integer> over(Publisher<Integer> source) {
            return Flow.merge(source, Flow.<Integer>empty());
        }
    },
    ZIP {
        @Override
        Flow<Integer> over(Publisher<Integer> source) {
            return Flow.zip(source, Flow.of("a", "b", "c"), (item, letter) -> item);
        }
    },
    PULL {
        @Override
        Flow<Integer> over(Publisher<Integer> source) {
            return Flow.generate(out -> out.emitAll(source));
        }
    },
    AWAIT {
        @Override
        Flow<Integer> over(Publisher<Integer> source) {
            return Flow.task(turn -> turn.await(source));
        }
    },
    CONCAT_MAP {
        @Override
        Flow<Integer> over(Publisher<Integer> source) {
            return Source.STEPS.of(List.of(1)).concatMap(x -> source);
        }
    },
    ITEMS_OF_CONCAT_MAP {
        @Override
        Flow<Integer> over(Publisher<Integer> source) {
            return Flow.from(source).concatMap(Flow::of);
        }
    };

    abstract Flow<Integer> over(Publisher<Integer> source);
}
