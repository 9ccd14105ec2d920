package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Hooks that wrap every operator, as those of tracing and debugging do, change nothing about a flow. */
class HooksTest {

    private static final String KEY = "dev.coflow.HooksTest";

    @AfterEach
    void resetHooks() {
        Hooks.resetOnEachOperator(KEY);
        Hooks.resetOnOperatorDebug();
    }

    @Test
    void everyStageWorksBehindSubscribersThatCannotBeScanned() {
        liftEachOperator();
        everyStageWorks();
    }

    @Test
    void everyStageWorksWhenOperatorsAreDebugged() {
        Hooks.onOperatorDebug();
        everyStageWorks();
    }

    private static void everyStageWorks() {
        Flow<Integer> body = Flow.generate(out -> {
            for (int i = 1; i <= 3; i++) {
                out.emit(i);
                out.cooperate();
            }
        });
        int[] last = {0};
        Flow<Integer> steps = Flow.fromSteps(() -> () -> last[0]++ == 3 ? Step.done() : Step.emit(last[0]));

        assertThat(body.map(x -> x + 1).toList()).containsExactly(2, 3, 4);
        assertThat(steps.map(x -> x + 1).toList()).containsExactly(2, 3, 4);
        assertThat(Flow.merge(body.map(x -> x), Flow.of(7, 8, 9).filter(x -> x > 7))
                        .toList())
                .containsExactlyInAnyOrder(1, 2, 3, 8, 9);
        assertThat(Flow.zip(body.map(x -> x), body, Integer::sum).toList()).containsExactly(2, 4, 6);
        assertThat(body.concatMap(x -> body.map(y -> 10 * x + y)).toList())
                .containsExactly(11, 12, 13, 21, 22, 23, 31, 32, 33);
        assertThat(Flow.<Integer>generate(out -> out.emitAll(body.filter(x -> x > 1)))
                        .reduce(0, Integer::sum)
                        .toList())
                .containsExactly(5);
        assertThat(Flow.<Integer>task(turn -> turn.await(body.reduce(0, Integer::sum)))
                        .toList())
                .containsExactly(6);
    }

    @Test
    void itemsFromAnotherThreadWaitForTheTurnBehindSubscribersThatCannotBeScanned() {
        liftEachOperator();
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean together = new AtomicBoolean();
        Runnable turn = () -> {
            if (inside.incrementAndGet() > 1) {
                together.set(true);
            }
            for (int i = 0; i < 2_000; i++) { // long enough to be met; BlockHound counts onSpinWait as blocking
                inside.get();
            }
            inside.decrementAndGet();
        };
        int size = 1_000;
        Flow<Integer> foreign = Flow.<Integer>from(Flux.range(0, size).publishOn(Schedulers.single()))
                .map(x -> {
                    turn.run();
                    return x;
                });
        Flow<Integer> body = Flow.generate(out -> {
            for (int i = 0; i < size; i++) {
                turn.run();
                out.emit(i);
                out.cooperate();
            }
        });
        List<Integer> items = Flow.merge(foreign, body).toList();

        assertThat(items).hasSize(2 * size);
        assertThat(together).isFalse();
    }

    private static void liftEachOperator() {
        Hooks.onEachOperator(KEY, Operators.lift((scannable, downstream) -> new Opaque(downstream)));
    }

    /** Passes everything, and does not tell whom to. */
    private record Opaque(CoreSubscriber<? super Object> downstream) implements CoreSubscriber<Object> {

        @Override
        public void onSubscribe(Subscription s) {
            downstream.onSubscribe(s);
        }

        @Override
        public void onNext(Object item) {
            downstream.onNext(item);
        }

        @Override
        public void onError(Throwable e) {
            downstream.onError(e);
        }

        @Override
        public void onComplete() {
            downstream.onComplete();
        }

        @Override
        public Context currentContext() {
            return downstream.currentContext();
        }
    }
}
