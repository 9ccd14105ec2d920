package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** A state machine. */
class FromStepsTest implements SourceContract {

    @Override
    public Flow<Integer> of(Items items) {
        return Flow.fromSteps(() -> Source.steps(items.iterator()));
    }

    private static <T> Flow<T> script(List<Step<T>> steps) {
        return Flow.fromSteps(() -> {
            Iterator<Step<T>> rest = steps.iterator();
            return rest::next;
        });
    }

    private static final class Countdown implements Steps<Integer> {
        private int n = 3;

        @Override
        public Step<Integer> next() {
            return n == 0 ? Step.done() : Step.emit(n--);
        }
    }

    // Values

    @Test
    void everySubscriptionGetsAFreshMachine() {
        Flow<Integer> flow = Flow.fromSteps(Countdown::new);
        assertThat(flow.toList()).containsExactly(3, 2, 1);
        assertThat(flow.toList()).containsExactly(3, 2, 1);
    }

    @Test
    void waitsAsLongAsAStepSays() {
        StepVerifier.withVirtualTime(() -> script(List.of(
                        Step.emit("immediate"),
                        Step.cooperate(),
                        Step.cooperate(Duration.ofSeconds(2)),
                        Step.emit("delayed"),
                        Step.cooperate(Duration.ofSeconds(-1)),
                        Step.done())))
                .expectNext("immediate")
                .expectNoEvent(Duration.ofMillis(1999))
                .thenAwait(Duration.ofMillis(1))
                .expectNext("delayed")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void cooperatingLetsTheSiblingGoOn() {
        Flow<Integer> left =
                script(List.of(Step.emit(1), Step.cooperate(), Step.cooperate(), Step.emit(2), Step.done()));
        Flow<Integer> right = script(List.of(Step.emit(10), Step.emit(20), Step.done()));
        assertThat(Flow.merge(left, right).toList()).containsExactly(1, 10, 20, 2);
    }

    // Demand

    @Test
    void theMachineIsMadeOnTheFirstRequest() {
        AtomicInteger made = new AtomicInteger();
        Flow<Integer> flow = Flow.fromSteps(() -> {
            made.incrementAndGet();
            return new Countdown();
        });
        StepVerifier.withVirtualTime(() -> flow, 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(made).hasValue(0))
                .thenRequest(1)
                .expectNext(3)
                .then(() -> assertThat(made).hasValue(1))
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    // Cancel

    @Test
    void asksForNoStepAfterACancelWhileItWaits() {
        AtomicInteger asked = new AtomicInteger();
        Flow<Integer> flow = Flow.fromSteps(() -> () -> {
            asked.incrementAndGet();
            return Step.cooperate(Duration.ofSeconds(1));
        });
        StepVerifier.withVirtualTime(() -> flow)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(2500))
                .thenCancel()
                .verify(Waiting.LIMIT);
        assertThat(asked).hasValue(3);
    }

    // Throwing lambda

    @Test
    void whatAStepThrowsArrivesUnchanged() {
        IOException error = new IOException("step");
        Flow<Integer> flow = Flow.fromSteps(() -> () -> {
            throw error;
        });
        StepVerifier.create(flow)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aMissingMachineOrStepIsNamed() {
        StepVerifier.create(Flow.<Integer>fromSteps(() -> null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("state machine"))
                .verify(Waiting.LIMIT);
        StepVerifier.create(Flow.<Integer>fromSteps(() -> () -> null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("Step.done()"))
                .verify(Waiting.LIMIT);
    }
}
