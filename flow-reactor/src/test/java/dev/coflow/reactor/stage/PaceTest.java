package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.scheduler.VirtualTimeScheduler;

class PaceTest implements StageContract<Integer> {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration ALMOST = SECOND.minusNanos(1);
    private static final Duration NANO = Duration.ofNanos(1);

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final List<Object> discarded = new ArrayList<>();

    @Override
    public Flow<Integer> over(Flow<Integer> source) {
        return source.pace(NANO);
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return items;
    }

    /** The next item waits while the interval passes. */
    @Override
    public int ahead() {
        return 1;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void theFirstComesAtOnceAndTheOthersAnIntervalApart(Source source) {
        StepVerifier.withVirtualTime(() -> source.of(Items.upTo(3)).pace(SECOND))
                .expectNext(1)
                .expectNoEvent(ALMOST)
                .thenAwait(NANO)
                .expectNext(2)
                .expectNoEvent(ALMOST)
                .thenAwait(NANO)
                .expectNext(3)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void anItemThatIsLateAnywayIsNotHeldUp() {
        Duration twice = SECOND.multipliedBy(2);
        StepVerifier.withVirtualTime(() -> Flow.<Integer>generate(out -> {
                            out.emit(1);
                            out.cooperate(twice);
                            out.emit(2);
                            out.emit(3);
                        })
                        .pace(SECOND))
                .expectNext(1)
                .expectNoEvent(twice)
                .expectNext(2)
                .as("an interval after the late one, not two after the first")
                .expectNoEvent(SECOND)
                .expectNext(3)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void everySubscriptionHasAClockOfItsOwn() {
        Flow<Integer> paced = Flow.of(1, 2).pace(SECOND);
        StepVerifier.withVirtualTime(() -> Flow.merge(paced, paced))
                .expectNext(1, 1)
                .expectNoEvent(SECOND)
                .expectNext(2, 2)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void holdsUpNoSibling() {
        StepVerifier.withVirtualTime(() -> Flow.merge(Flow.of(1, 2).pace(SECOND), Source.BODY.of(Items.upTo(3))))
                .expectNextCount(4)
                .expectNoEvent(SECOND)
                .expectNext(2)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void anIntervalMayBeLongerThanALifetime() {
        StepVerifier.withVirtualTime(() -> Flow.of(1, 2).pace(Duration.ofSeconds(Long.MAX_VALUE)))
                .expectNext(1)
                .expectNoEvent(Duration.ofDays(36_500))
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    // Error

    @Test
    void anErrorWaitsForTheItemsBeforeItAndNotLonger() {
        IOException error = new IOException("source");
        StepVerifier.withVirtualTime(
                        () -> Source.PUBLISHER.of(Items.upTo(2).thenFail(error)).pace(SECOND))
                .expectNext(1)
                .expectNoEvent(SECOND)
                .expectNext(2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Demand

    @Override
    @ParameterizedTest
    @EnumSource
    public void drawsNoMoreThanWasRequested(Source source) {
        Items items = Items.upTo(10);
        StepVerifier.withVirtualTime(() -> source.of(items).pace(SECOND), 0)
                .expectSubscription()
                .expectNoEvent(SECOND)
                .then(() -> assertThat(items.drawn()).isLessThanOrEqualTo(Source.IN_HAND))
                .thenRequest(1)
                .expectNext(1)
                .expectNoEvent(SECOND.multipliedBy(3))
                .then(() -> assertThat(items.drawn()).isBetween(1, 1 + ahead() + Source.IN_HAND))
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    @Test
    void theIntervalIsCountedFromTheItemThatWasRequestedLate() {
        Recorder<Integer> recorder =
                Recorder.subscribe(ReactorFlow.toFlux(Flow.of(1, 2, 3).pace(SECOND), clock));
        recorder.request(1);
        clock.advanceTimeBy(SECOND.multipliedBy(9));
        assertThat(recorder.items()).containsExactly(1);
        recorder.request(2);
        clock.advanceTimeBy(ALMOST);
        assertThat(recorder.items()).containsExactly(1, 2);
        clock.advanceTimeBy(NANO);
        assertThat(recorder.items()).containsExactly(1, 2, 3);
    }

    // Cancel

    @Test
    void aCancelWhileAnItemWaitsLeavesNoTimerBehind() {
        PublisherProbe<Integer> probe = PublisherProbe.of(Flux.just(1, 2).concatWith(Flux.never()));
        Recorder<Integer> recorder =
                Recorder.subscribe(ReactorFlow.toFlux(Flow.from(probe.flux()).pace(SECOND), clock));
        recorder.request(9);
        assertThat(recorder.items()).containsExactly(1);
        recorder.cancel();
        clock.advanceTimeBy(SECOND);
        assertThat(recorder.items()).containsExactly(1);
        assertThat(recorder.hasEnded()).isFalse();
        probe.assertWasCancelled();
    }

    @Test
    void aCancelDiscardsTheItemThatWaitsAndNoOther() {
        Recorder<Integer> recorder = afterTwoItemsOf(3);
        assertThat(discarded).isEmpty();
        recorder.cancel();
        clock.advanceTimeBy(SECOND);
        assertThat(recorder.items()).containsExactly(1, 2);
        assertThat(discarded).containsExactly(3);
    }

    @Test
    void anItemWhoseDeliveryCancelsIsNotDiscarded() {
        afterTwoItemsOf(2);
        assertThat(discarded).isEmpty();
    }

    /** Subscribed until the second item has come; the last of those that are taken cancels. */
    private Recorder<Integer> afterTwoItemsOf(int taken) {
        Flow<Integer> flow = Flow.<Integer>from(Flux.range(1, 5)).pace(SECOND);
        Recorder<Integer> recorder = Recorder.subscribe(
                ReactorFlow.toFlux(flow, clock).take(taken).doOnDiscard(Object.class, discarded::add));
        recorder.request(9);
        clock.advanceTimeBy(SECOND);
        assertThat(recorder.items()).containsExactly(1, 2);
        return recorder;
    }

    // Context

    @Test
    void goesThroughTheSchedulerOfTheSubscriber() throws InterruptedException {
        Recorder<Integer> recorder =
                Recorder.subscribe(ReactorFlow.toFlux(Flow.of(1, 2).pace(SECOND), clock));
        recorder.request(9);
        clock.advanceTimeBy(ALMOST);
        assertThat(recorder.items()).containsExactly(1);
        clock.advanceTimeBy(NANO);
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).containsExactly(1, 2);
    }
}
