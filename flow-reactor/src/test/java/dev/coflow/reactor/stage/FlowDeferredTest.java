package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.FlowDeferred;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** Work under way: Twisted's Deferred. */
class FlowDeferredTest {

    // Values

    @ParameterizedTest
    @EnumSource
    void collectsAllItems(Source source) {
        assertThat(FlowDeferred.collect(source.of(Items.upTo(3))).block(Waiting.LIMIT))
                .containsExactly(1, 2, 3);
    }

    @Test
    void startsNowAndReplaysToEverySubscriber() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(1);
        FlowDeferred<Integer> deferred = FlowDeferred.from(Flow.task(turn -> {
            ran.countDown();
            return runs.incrementAndGet();
        }));
        Waiting.await(ran);
        for (int subscriber = 0; subscriber < 2; subscriber++) {
            StepVerifier.create(deferred).expectNext(1).expectComplete().verify(Waiting.LIMIT);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void severalAreAwaitedTogether() {
        CompletableFuture<String> late = new CompletableFuture<>();
        FlowDeferred<List<Integer>> first = FlowDeferred.collect(Source.BODY.of(Items.upTo(2)));
        FlowDeferred<String> second = FlowDeferred.from(Flow.fromFuture(() -> late));
        StepVerifier.create(Mono.when(first, second))
                .expectSubscription()
                .then(() -> late.complete("late"))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Empty

    @Test
    void nothingIsAnEmptyListOrAnEmptyMono() {
        StepVerifier.create(FlowDeferred.collect(Flow.empty()))
                .expectNext(List.of())
                .expectComplete()
                .verify(Waiting.LIMIT);
        StepVerifier.create(FlowDeferred.from(Flow.empty())).expectComplete().verify(Waiting.LIMIT);
    }

    // Error

    @ParameterizedTest
    @EnumSource
    void anErrorIsReplayedUnchanged(Source source) {
        IOException error = new IOException("checked");
        FlowDeferred<List<Integer>> deferred =
                FlowDeferred.collect(source.of(Items.upTo(1).thenFail(error)));
        for (int subscriber = 0; subscriber < 2; subscriber++) {
            StepVerifier.create(deferred)
                    .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                    .verify(Waiting.LIMIT);
        }
    }

    @Test
    void aSecondItemIsAnError() {
        StepVerifier.create(FlowDeferred.from(Flux.just(1, 2)))
                .expectError(IndexOutOfBoundsException.class)
                .verify(Waiting.LIMIT);
    }

    // Cancel

    @Test
    void cancellingASubscriptionLeavesTheWorkAlone() {
        CompletableFuture<String> late = new CompletableFuture<>();
        FlowDeferred<String> deferred = FlowDeferred.from(Mono.fromFuture(late));
        StepVerifier.create(deferred).expectSubscription().thenCancel().verify(Waiting.LIMIT);
        assertThat(deferred.isDisposed()).isFalse();
        late.complete("late");
        assertThat(deferred.block(Waiting.LIMIT)).isEqualTo("late");
        assertThat(deferred.isDisposed()).isTrue();
    }

    @Test
    void disposingCancelsTheRun() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch unwound = new CountDownLatch(1);
        FlowDeferred<Integer> deferred = FlowDeferred.from(Flow.<Integer>task(turn -> {
            try {
                return turn.await(Mono.<Integer>never().doOnSubscribe(s -> waiting.countDown()));
            } finally {
                unwound.countDown();
            }
        }));
        Waiting.await(waiting);
        deferred.dispose();
        Waiting.await(unwound);
        assertThat(deferred.isDisposed()).isTrue();
        StepVerifier.create(deferred).expectError(CancellationException.class).verify(Waiting.LIMIT);
    }

    @Test
    void disposingAfterTheOutcomeChangesNothing() {
        FlowDeferred<Integer> deferred = FlowDeferred.from(Mono.just(1));
        deferred.dispose();
        assertThat(deferred.block(Waiting.LIMIT)).isEqualTo(1);
    }

    @Test
    void disposingReachesAnySource() {
        PublisherProbe<Integer> probe = PublisherProbe.of(Mono.never());
        FlowDeferred.from(probe.mono()).dispose();
        probe.assertWasCancelled();
    }

    // Virtual time

    @Test
    void itsDelaysObeyVirtualTime() {
        StepVerifier.withVirtualTime(() -> FlowDeferred.from(Flow.task(turn -> {
                    turn.cooperate(Duration.ofHours(1));
                    return 1;
                })))
                .expectSubscription()
                .expectNoEvent(Duration.ofMinutes(59))
                .thenAwait(Duration.ofMinutes(1))
                .expectNext(1)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }
}
