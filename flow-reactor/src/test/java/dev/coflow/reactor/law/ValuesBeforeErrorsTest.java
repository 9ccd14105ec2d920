package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.BlockingIterable;
import dev.coflow.Flow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Law 4: values come before the error that follows them, through every stage. */
class ValuesBeforeErrorsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @ParameterizedTest
    @MethodSource("dev.coflow.reactor.law.StageRow#all")
    void valuesComeBeforeTheErrorThatFollowsThem(StageRow stage) {
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
}
