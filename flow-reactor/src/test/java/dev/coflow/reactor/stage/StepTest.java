package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.scheduler.VirtualTimeScheduler;

class StepTest implements FunctionContract {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final List<Object> discarded = new ArrayList<>();

    @Override
    public Flow<Integer> over(Flow<Integer> source, Function<Integer, Integer> function) {
        return source.step(x -> Step.emit(function.apply(x)));
    }

    /** When an item is through, the next one is requested, so that an end is seen in time; the function does not see it yet. */
    @Override
    public int ahead() {
        return 1;
    }

    /** Says {@code cooperate} to the second item when it is offered for the first time; notes each call. */
    private static Flow<Integer> pausing(Flow<Integer> source, Duration pause, List<Integer> calls) {
        return source.step(x -> {
            calls.add(x);
            return x == 2 && Collections.frequency(calls, 2) == 1 ? Step.cooperate(pause) : Step.emit(x);
        });
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void emitsSkipsAndEnds(Source source) {
        Flow<String> flow = source.of(Items.upTo(9))
                .step(x -> x == 4 ? Step.done() : x == 2 ? Step.skip() : Step.emit("item " + x));
        assertThat(flow.toList()).containsExactly("item 1", "item 3");
    }

    @ParameterizedTest
    @EnumSource
    void anItemIsOfferedAgainAfterThePause(Source source) {
        List<Integer> calls = Collections.synchronizedList(new ArrayList<>());
        StepVerifier.withVirtualTime(() -> pausing(source.of(Items.upTo(3)), PAUSE, calls))
                .expectNext(1)
                .expectNoEvent(PAUSE)
                .expectNext(2, 3)
                .expectComplete()
                .verify(Waiting.LIMIT);
        assertThat(calls).containsExactly(1, 2, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void withoutATimeItIsOfferedAgainAfterTheTurnsThatWait(long seconds) {
        List<Integer> calls = new ArrayList<>();
        Flow<Integer> pausing = pausing(Flow.of(1, 2, 3), Duration.ofSeconds(seconds), calls);
        assertThat(Flow.merge(pausing, Flow.fromIterable(Items.upTo(99)).map(x -> -x))
                        .toList())
                .containsSubsequence(1, -1, -2, 2, -9, -99)
                .containsSubsequence(2, 3, -9);
        assertThat(calls).containsExactly(1, 2, 2, 3);
    }

    @Test
    void withoutAPauseItsItemsAreAsReadyAsThoseOfItsSource() {
        Flow<Integer> steps = Flow.of(1, 2, 3).step(Step::emit);
        assertThat(Flow.merge(steps, Flow.of(10, 20, 30)).toList()).containsExactly(1, 10, 2, 20, 3, 30);
        assertThat(Flow.merge(Source.BODY.of(Items.upTo(3)).map(x -> 10 * x), steps)
                        .toList())
                .containsExactly(10, 1, 20, 2, 30, 3);
    }

    @Test
    void completesWithTheLastItem() {
        StepVerifier.create(Flow.of(1, 2).step(Step::emit), 2)
                .expectNext(1, 2)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void aPauseHoldsUpNoSibling() {
        StepVerifier.withVirtualTime(
                        () -> Flow.merge(pausing(Flow.of(1, 2), PAUSE, new ArrayList<>()), Flow.of(10, 20, 30)))
                .expectNext(1, 10, 20, 30)
                .expectNoEvent(PAUSE)
                .expectNext(2)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    void everySubscriptionHasAFunctionWithStateOfItsOwn(Source source) {
        AtomicInteger made = new AtomicInteger();
        Flow<Integer> sums = source.of(Items.upTo(3)).stepWith(() -> {
            made.incrementAndGet();
            AtomicInteger sum = new AtomicInteger();
            return x -> Step.emit(sum.addAndGet(x));
        });
        assertThat(made).hasValue(0);
        assertThat(sums.toList()).isEqualTo(sums.toList()).containsExactly(1, 3, 6);
        assertThat(made).hasValue(2);
    }

    // Empty

    @ParameterizedTest
    @EnumSource
    void isEmptyIfAllIsSkipped(Source source) {
        StepVerifier.create(source.of(Items.upTo(5)).step(x -> Step.skip()))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void manySkippedItemsNeedNoStack() {
        int many = 100_000;
        for (Source source : List.of(Source.ITERABLE, Source.PUBLISHER, Source.STEPS, Source.BODY)) {
            assertThat(source.of(Items.upTo(many))
                            .step(x -> x == many ? Step.emit(x) : Step.skip())
                            .toList())
                    .as("%s", source)
                    .containsExactly(many);
        }
    }

    // Error

    @Test
    void anErrorOfTheSourceWaitsForTheItemThatIsOfferedAgain() {
        IOException error = new IOException("source");
        Flow<Integer> source = Source.PUBLISHER.of(Items.upTo(2).thenFail(error));
        StepVerifier.withVirtualTime(() -> pausing(source, PAUSE, new ArrayList<>()))
                .expectNext(1)
                .expectNoEvent(PAUSE)
                .expectNext(2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Demand

    @ParameterizedTest
    @EnumSource
    void aSkippedItemIsReplacedByTheNext(Source source) throws InterruptedException {
        Recorder<Integer> recorder = Recorder.subscribeOneByOne(
                source.of(Items.upTo(300)).step(x -> x % 100 == 0 ? Step.emit(x) : Step.skip()));
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).containsExactly(100, 200, 300);
    }

    @Test
    void theFunctionIsCalledWhenThereIsDemand() {
        List<Integer> calls = new ArrayList<>();
        StepVerifier.withVirtualTime(() -> pausing(Flow.of(1, 2, 3), PAUSE, calls), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(calls).isEmpty())
                .thenRequest(1)
                .expectNext(1)
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(calls).containsExactly(1))
                .thenRequest(1)
                .expectNoEvent(PAUSE)
                .expectNext(2)
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(calls).containsExactly(1, 2, 2))
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    // Cancel

    @ParameterizedTest
    @EnumSource
    void nothingIsDrawnAfterTheEnd(Source source) {
        Items items = Items.upTo(1000);
        assertThat(source.of(items)
                        .<Integer>step(x -> x == 3 ? Step.done() : Step.emit(x))
                        .toList())
                .containsExactly(1, 2);
        assertThat(items.drawn()).isBetween(3, 3 + ahead() + Source.IN_HAND);
    }

    @Test
    void theEndCancelsTheSource() {
        PublisherProbe<Integer> probe = PublisherProbe.of(Flux.just(1).concatWith(Flux.never()));
        StepVerifier.create(Flow.from(probe.flux()).step(x -> Step.<Integer>done()))
                .expectComplete()
                .verify(Waiting.LIMIT);
        probe.assertWasCancelled();
    }

    @Test
    void theEndUnwindsTheBodyBeforeIt() throws InterruptedException {
        CountDownLatch unwound = new CountDownLatch(1);
        Flow<Integer> source = Flow.generate(out -> {
            try {
                for (int item : Items.upTo(9)) {
                    out.emit(item);
                }
            } finally {
                unwound.countDown();
            }
        });
        assertThat(source.step(x -> x == 2 ? Step.done() : Step.emit(x)).toList())
                .containsExactly(1);
        Waiting.await(unwound);
    }

    @Test
    void anItemThatWaitsIsNotOfferedAfterACancel() {
        AtomicInteger calls = new AtomicInteger();
        StepVerifier.withVirtualTime(() -> Flow.of(1).step(x -> {
                    calls.incrementAndGet();
                    return Step.<Integer>cooperate(PAUSE);
                }))
                .expectSubscription()
                .expectNoEvent(PAUSE.multipliedBy(5).dividedBy(2))
                .then(() -> assertThat(calls).hasValue(3))
                .thenCancel()
                .verify(Waiting.LIMIT);
        assertThat(calls).hasValue(3);
    }

    @Test
    void aCancelDiscardsTheItemThatWaitsAndNoOther() {
        Flow<Integer> flow = Flow.<Integer>from(Flux.range(1, 5))
                .step(x -> x == 3 ? Step.<Integer>cooperate(PAUSE) : Step.emit(10 * x));
        Recorder<Integer> recorder = subscribe(flow);
        recorder.request(9);
        clock.advanceTimeBy(PAUSE.multipliedBy(2));
        assertThat(discarded).isEmpty();
        recorder.cancel();
        clock.advanceTimeBy(PAUSE);
        assertThat(recorder.items()).containsExactly(10, 20);
        assertThat(discarded).containsExactly(3);
    }

    @Test
    void aCancelDiscardsTheItemThatWaitsForDemand() {
        Flow<Integer> flow = Flow.<Integer>from(Flux.range(1, 5).hide()).step(Step::emit);
        Recorder<Integer> recorder = subscribe(flow);
        recorder.request(1);
        recorder.cancel();
        assertThat(recorder.items()).containsExactly(1);
        assertThat(discarded).containsExactly(2);
    }

    @Test
    void anItemThatIsEmittedDuringACancelIsDiscardedAsItIs() {
        AtomicInteger calls = new AtomicInteger();
        AtomicReference<Recorder<String>> recorder = new AtomicReference<>();
        Flow<String> flow = Flow.<Integer>from(Flux.range(1, 5)).step(x -> {
            if (calls.incrementAndGet() == 1) {
                return Step.cooperate(PAUSE);
            }
            recorder.get().cancel();
            return Step.emit("late");
        });
        recorder.set(subscribe(flow));
        recorder.get().request(9);
        clock.advanceTimeBy(PAUSE);
        assertThat(recorder.get().items()).isEmpty();
        assertThat(discarded).containsExactly("late");
    }

    @Test
    void anItemThatIsPutOffDuringACancelIsDiscarded() {
        AtomicReference<Recorder<String>> recorder = new AtomicReference<>();
        AtomicInteger calls = new AtomicInteger();
        Flow<String> flow = Flow.<Integer>from(Flux.range(1, 5)).step(x -> {
            if (calls.incrementAndGet() == 2) {
                recorder.get().cancel();
            }
            return Step.cooperate(PAUSE);
        });
        recorder.set(subscribe(flow));
        recorder.get().request(9);
        clock.advanceTimeBy(PAUSE);
        assertThat(discarded).containsExactly(1);
        assertThat(calls).hasValue(2);
    }

    private <T> Recorder<T> subscribe(Flow<T> flow) {
        return Recorder.subscribe(ReactorFlow.toFlux(flow, clock).doOnDiscard(Object.class, discarded::add));
    }

    // Throwing lambda

    @Test
    void whatTheSupplierThrowsIsTheError() {
        IllegalStateException error = new IllegalStateException("supplier");
        Flow<Integer> flow = Flow.of(1).stepWith(() -> {
            throw error;
        });
        StepVerifier.create(flow)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aMissingStepOrFunctionIsNamed() {
        StepVerifier.create(Flow.of(1).<Integer>step(x -> null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("Step.skip()"))
                .verify(Waiting.LIMIT);
        StepVerifier.create(Flow.of(1).stepWith(() -> (Function<Integer, Step<Integer>>) null))
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessageContaining("a function is required"))
                .verify(Waiting.LIMIT);
    }

    // Context

    @Test
    void aPauseGoesThroughTheSchedulerOfTheSubscriber() throws InterruptedException {
        Recorder<Integer> recorder =
                Recorder.subscribe(ReactorFlow.toFlux(pausing(Flow.of(1, 2), PAUSE, new ArrayList<>()), clock));
        recorder.request(9);
        assertThat(recorder.items()).containsExactly(1);
        clock.advanceTimeBy(PAUSE.minusNanos(1));
        assertThat(recorder.items()).containsExactly(1);
        clock.advanceTimeBy(Duration.ofNanos(1));
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).containsExactly(1, 2);
    }
}
