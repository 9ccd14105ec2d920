package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A stage that has more to do than fits a turn, and demand for all of it, gives the turn away in between and goes on later. */
class ShareOfATurnTest {

    private static final int SIZE = 10_000;
    private static final int SHARE = 1_000; // generous, as is the next
    private static final int MANY = 100;

    private final AtomicInteger passed = new AtomicInteger();

    enum Busy {
        STEPS {
            @Override
            Flow<Integer> items() {
                return Source.STEPS.of(Items.upTo(SIZE));
            }
        },
        MERGE {
            @Override
            Flow<Integer> items() {
                return Flow.merge(Flow.fromIterable(Items.upTo(SIZE / 2)), Flux.range(0, SIZE / 2));
            }
        },
        ZIP {
            @Override
            Flow<Integer> items() {
                return Flow.zip(Flow.fromIterable(Items.upTo(SIZE)), Flux.range(0, SIZE), Integer::sum);
            }
        };

        abstract Flow<Integer> items();
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheTurnToABodyThatWaitsAndFinishesAfterIt(Busy busy) {
        Flow<Integer> all = busy.items().map(x -> passed.incrementAndGet()).discard();
        Flow<Integer> body = Flow.generate(out -> {
            out.cooperate();
            out.emit(passed.get());
        });
        List<Integer> seen = collect(Flow.merge(all, body));
        assertThat(seen).hasSize(1).allSatisfy(count -> assertThat(count).isBetween(MANY, SHARE));
        assertThat(passed).hasValue(SIZE);
    }

    @Test
    void itemsThatCameFromOutsideLeaveTheTurnToABodyThatWaits() {
        Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
        Flow<Integer> all =
                Flow.from(sink.asFlux()).map(x -> passed.incrementAndGet()).discard();
        Flow<Integer> body = Flow.generate(out -> {
            CountDownLatch filled = new CountDownLatch(1);
            new Thread(() -> {
                        for (int i = 0; i < SIZE; i++) {
                            sink.tryEmitNext(i).orThrow();
                        }
                        sink.tryEmitComplete().orThrow();
                        filled.countDown();
                    })
                    .start();
            Waiting.await(filled); // with the turn, so that all of them wait
            out.cooperate();
            out.emit(passed.get());
        });
        List<Integer> seen = collect(Flow.merge(all, body));
        assertThat(seen).hasSize(1).allSatisfy(count -> assertThat(count).isBetween(MANY, SHARE));
        assertThat(passed).hasValue(SIZE);
    }

    private static List<Integer> collect(Flow<Integer> flow) {
        return ReactorFlow.toFlux(flow).collectList().block(Waiting.LIMIT);
    }
}
