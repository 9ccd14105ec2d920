package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.util.context.Context;

/**
 * What every stage with a source promises, whatever that source is. A spec gives the stage, and what it makes of the items 1,
 * 2, 3, … of its source; each item becomes one.
 *
 * @param <R> what the stage emits
 */
interface StageContract<R> {

    /** The stage. */
    Flow<R> over(Flow<Integer> source);

    /** What it emits while the source gives these items; for one that emits at the end, nothing. */
    List<R> during(List<Integer> items);

    /** What it emits after these items were all; nothing for one that has emitted already. */
    default List<R> after(List<Integer> items) {
        return List.of();
    }

    /** How many items it requests ahead of its own demand. */
    default int ahead() {
        return 0;
    }

    /** Whether it reads its source without bound once there is demand. */
    default boolean readsAll() {
        return false;
    }

    private List<R> all(List<Integer> items) {
        List<R> all = new ArrayList<>(during(items));
        all.addAll(after(items));
        return all;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    default void makesItsItemsOfAnySource(Source source) {
        Items items = Items.upTo(3);
        StepVerifier.create(over(source.of(items)))
                .expectNextSequence(all(items.list()))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    default void everySubscriptionIsARunOfItsOwn(Source source) {
        Flow<R> flow = over(source.of(Items.upTo(2)));
        assertThat(flow.toList()).isEqualTo(flow.toList()).isEqualTo(all(List.of(1, 2)));
    }

    // Empty

    @ParameterizedTest
    @EnumSource
    default void anEmptySourceIsNoError(Source source) {
        StepVerifier.create(over(source.of(List.of())))
                .expectNextSequence(all(List.of()))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Error

    @ParameterizedTest
    @EnumSource
    default void emitsItsItemsBeforeTheErrorOfItsSource(Source source) {
        IOException error = new IOException("source");
        Items items = Items.upTo(2).thenFail(error);
        StepVerifier.create(over(source.of(items)))
                .expectNextSequence(during(items.list()))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    default void anErrorWaitsForTheItemsThatHaveNoDemandYet(Source source) {
        IOException error = new IOException("source");
        Items items = Items.upTo(2).thenFail(error);
        List<R> expected = during(items.list());
        StepVerifier.Step<R> steps =
                StepVerifier.withVirtualTime(() -> over(source.of(items)), 0).expectSubscription();
        for (R item : expected) {
            steps = steps.expectNoEvent(Duration.ofSeconds(1)).thenRequest(1).expectNext(item);
        }
        steps.thenRequest(1)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Demand

    @ParameterizedTest
    @EnumSource
    default void drawsNoMoreThanWasRequested(Source source) {
        int size = 2 * ahead() + 10;
        Items items = Items.upTo(size);
        List<R> expected = during(items.list());
        int first = expected.isEmpty() ? 0 : 1;
        int second = expected.isEmpty() ? 0 : 2;
        StepVerifier.withVirtualTime(() -> over(source.of(items)), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(items.drawn()).isLessThanOrEqualTo(Source.IN_HAND))
                .thenRequest(1)
                .expectNextSequence(expected.subList(0, first))
                .then(() -> assertDrawn(items, 1))
                .thenRequest(2)
                .expectNextSequence(expected.subList(first, first + second))
                .then(() -> assertDrawn(items, 3))
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    private void assertDrawn(Items items, int demand) {
        if (!readsAll()) {
            assertThat(items.drawn()).isBetween(demand, demand + ahead() + Source.IN_HAND);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void servesDemandThatComesFromInsideOnNext(Source source) throws InterruptedException {
        Items items = Items.upTo(3 * (ahead() + 1));
        Recorder<R> recorder = Recorder.subscribeOneByOne(over(source.of(items)));
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).isEqualTo(all(items.list()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    default void refusesARequestThatIsNotPositive(long n) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Recorder<R> recorder = Recorder.subscribe(over(endless(started, ended)));
        recorder.request(1);
        Waiting.await(started);
        recorder.request(n);
        assertThat(recorder.awaitError())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3.9");
        Waiting.await(ended);
    }

    // Cancel

    @Test
    default void cancelsItsSource() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        PublisherProbe<Integer> probe = PublisherProbe.of(
                Flux.just(1, 2).concatWith(Mono.<Integer>never().doOnSubscribe(s -> reached.countDown())));
        Recorder<R> recorder = Recorder.subscribe(over(Flow.from(probe.flux())));
        recorder.request(100);
        Waiting.await(reached);
        recorder.cancel();
        probe.assertWasSubscribed();
        probe.assertWasCancelled();
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    default void aCancelReachesTheBodyBeforeIt() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger unwound = new AtomicInteger();
        Flow<Integer> body = Flow.generate(out -> {
            try {
                out.emit(1);
                out.await(Mono.<Integer>never().doOnSubscribe(s -> reached.countDown()));
            } finally {
                unwound.incrementAndGet();
                ended.countDown();
            }
        });
        Recorder<R> recorder = Recorder.subscribe(over(body));
        recorder.request(100);
        Waiting.await(reached);
        recorder.cancel();
        Waiting.await(ended);
        assertThat(unwound).hasValue(1);
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    default void aBodyThatNeverStartedIsCancelledWithoutBeingRun() {
        AtomicInteger started = new AtomicInteger();
        Flow<Integer> body = Flow.generate(out -> started.incrementAndGet());
        StepVerifier.withVirtualTime(() -> over(body), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .thenCancel()
                .verify(Waiting.LIMIT);
        assertThat(started).hasValue(0);
    }

    // Context

    @Test
    default void itsSourceSeesTheContextOfTheSubscriber() {
        List<String> seen = new ArrayList<>();
        Flow<Integer> body = Flow.generate(out -> {
            seen.add(out.<String>context("who").orElse("nobody"));
            seen.add(out.await(Mono.deferContextual(context -> Mono.just("awaited " + context.get("who")))));
            for (String pulled :
                    out.<String>pull(Flux.deferContextual(context -> Flux.just("pulled " + context.get("who"))))) {
                seen.add(pulled);
            }
            out.emit(1);
        });
        StepVerifier.create(ReactorFlow.toFlux(over(body)).contextWrite(Context.of("who", "Wendy")))
                .expectNextSequence(all(List.of(1)))
                .expectComplete()
                .verify(Waiting.LIMIT);
        assertThat(seen).containsExactly("Wendy", "awaited Wendy", "pulled Wendy");
    }

    /** Emits 1, 2, 3, … as long as it is asked to. */
    private static Flow<Integer> endless(CountDownLatch started, CountDownLatch ended) {
        return Flow.generate(out -> {
            started.countDown();
            try {
                for (int i : (Iterable<Integer>) IntStream.iterate(1, n -> n + 1)::iterator) {
                    out.cooperate();
                    out.emit(i);
                }
            } finally {
                ended.countDown();
            }
        });
    }
}
