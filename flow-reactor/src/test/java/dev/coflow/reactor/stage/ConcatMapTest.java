package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class ConcatMapTest implements FunctionContract {

    @Override
    public Flow<Integer> over(Flow<Integer> source, Function<Integer, Integer> function) {
        return source.concatMap(x -> Flow.of(function.apply(x)));
    }

    /** When a sub-flow has completed the next item is requested, so that an end is seen in time. */
    @Override
    public int ahead() {
        return 1;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void oneSubFlowFollowsTheOther(Source source) {
        Flow<Integer> flow = source.of(Items.upTo(2))
                .concatMap(x -> Flow.generate(out -> {
                    out.emit(10 * x);
                    out.cooperate();
                    out.emit(10 * x + 1);
                }));
        assertThat(flow.toList()).containsExactly(10, 11, 20, 21);
    }

    @Test
    void takesAnyPublisher() {
        assertThat(Flow.of(1, 2)
                        .concatMap(x -> Mono.just(x).delayElement(Duration.ofMillis(1)))
                        .toList())
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void drawsTheNextItemWhenTheSubFlowHasEnded(Source source) {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Flow<Integer> flow = source.of(Items.upTo(2)).concatMap(x -> {
            order.add("item " + x);
            return Flow.<Integer>generate(out -> {
                out.cooperate();
                out.emit(x);
                order.add("end of " + x);
            });
        });
        assertThat(flow.toList()).containsExactly(1, 2);
        assertThat(order).containsExactly("item 1", "end of 1", "item 2", "end of 2");
    }

    // Empty

    @Test
    void anEmptySubFlowIsPassedOver() {
        assertThat(Flow.of(1, 2, 3)
                        .concatMap(x -> x == 2 ? Flow.<Integer>empty() : Flow.of(x))
                        .toList())
                .containsExactly(1, 3);
    }

    @ParameterizedTest
    @EnumSource
    void finishesOnceAfterEachSubFlow(Source source) {
        List<Object> order = Collections.synchronizedList(new ArrayList<>());
        Flow<Integer> flow = source.of(Items.upTo(2)).concatMap(Flow::of, () -> order.add("finished"));
        StepVerifier.create(ReactorFlow.toFlux(flow).doOnNext(order::add).doOnComplete(() -> order.add("complete")))
                .expectNextCount(2)
                .expectComplete()
                .verify(Waiting.LIMIT);
        assertThat(order).containsExactly(1, "finished", 2, "finished", "complete");
    }

    @Test
    void doesNotFinishASubFlowWhoseLastItemIsAnsweredByACancel() {
        AtomicInteger finished = new AtomicInteger();
        Flow<Integer> flow = Flow.of(1).concatMap(x -> Flow.fromCallable(() -> x), finished::incrementAndGet);

        assertThat(ReactorFlow.toFlux(flow).next().block(Waiting.LIMIT)).isEqualTo(1);
        assertThat(finished).hasValue(0);
    }

    // Error

    @Test
    void theItemsOfARunningSubFlowComeBeforeTheErrorOfTheSource() {
        IOException error = new IOException("source");
        Sinks.One<Integer> late = Sinks.one();
        Flow<Integer> source = Flow.generate(out -> {
            out.emit(1);
            throw error;
        });
        StepVerifier.create(source.concatMap(x -> Flow.from(late.asMono())))
                .then(() -> late.tryEmitValue(7).orThrow())
                .expectNext(7)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void anErrorOfASubFlowComesAfterItsItemsAndCancelsTheSource() throws InterruptedException {
        IOException error = new IOException("sub-flow");
        CountDownLatch unwound = new CountDownLatch(1);
        AtomicInteger finished = new AtomicInteger();
        Flow<Integer> source = Flow.generate(out -> {
            try {
                for (int item : Items.upTo(9)) {
                    out.emit(item);
                }
            } finally {
                unwound.countDown();
            }
        });
        StepVerifier.create(source.concatMap(
                        x -> x == 1 ? Flow.of(1) : Source.BODY.of(Items.upTo(2).thenFail(error)),
                        finished::incrementAndGet))
                .expectNext(1, 1, 2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
        Waiting.await(unwound);
        assertThat(finished).as("the first sub-flow, not the one that failed").hasValue(1);
    }

    @Test
    void anErrorOfTheSourceThatNoSubFlowComesBeforeNeedsNoDemand() throws InterruptedException {
        IOException error = new IOException("source");
        assertThat(Recorder.subscribe(Flow.<Integer>error(error).concatMap(Flow::of))
                        .awaitError())
                .isSameAs(error);
    }

    @Test
    void ofTwoErrorsTheOneOfTheSubFlowComesFirstAndTheOtherIsDropped() throws InterruptedException {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            ManualSource source = ManualSource.create();
            ManualSource subFlow = ManualSource.create();
            Recorder<Integer> recorder = Recorder.subscribe(Flow.from(source).concatMap(x -> subFlow));
            recorder.request(9);
            source.subscriber().onNext(1);
            IOException second = new IOException("source");
            source.subscriber().onError(second);
            IOException first = new IOException("sub-flow");
            subFlow.subscriber().onError(first);

            assertThat(recorder.awaitError()).isSameAs(first);
            assertThat(dropped).containsExactly(second);
            assertThat(source.isCancelled()).as("a source that has ended").isFalse();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void goesOnWithTheNextItemWhereErrorsAreToContinue() {
        List<Object> passedOver = new ArrayList<>();
        Flow<Integer> flow = Flow.of(1, 2, 3, 4).concatMap(x -> {
            if (x == 1) {
                throw new IllegalStateException("mapper");
            }
            return x == 3 ? Flux.error(new IllegalStateException("sub-flow")) : Flow.of(x);
        });
        StepVerifier.create(ReactorFlow.toFlux(flow).onErrorContinue((e, item) -> passedOver.add(e.getMessage())))
                .expectNext(2, 4)
                .expectComplete()
                .verify(Waiting.LIMIT);
        assertThat(passedOver).containsExactly("mapper", "sub-flow");
    }

    @Test
    void goesOnBehindAnErrorOfOnFinishWhereErrorsAreToContinue() {
        AtomicInteger passedOver = new AtomicInteger();
        Flow<Integer> flow = Flow.of(1, 2, 3).concatMap(Flow::of, () -> {
            throw new IllegalStateException("finish");
        });
        StepVerifier.create(ReactorFlow.toFlux(flow).onErrorContinue((e, item) -> passedOver.incrementAndGet()))
                .expectNext(1, 2, 3)
                .expectComplete()
                .verify(Waiting.LIMIT);
        assertThat(passedOver).hasValue(3);
    }

    @Test
    void anErrorOfTheSourceThatWaitsGoesToTheHookOnCancel() {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            ManualSource source = ManualSource.create();
            ManualSource subFlow = ManualSource.create();
            Recorder<Integer> recorder = Recorder.subscribe(Flow.from(source).concatMap(x -> subFlow));
            recorder.request(9);
            source.subscriber().onNext(1);
            IOException error = new IOException("source");
            source.subscriber().onError(error);
            recorder.cancel();
            recorder.cancel();

            assertThat(subFlow.isCancelled()).isTrue();
            assertThat(dropped).containsExactly(error);
            assertThat(recorder.hasEnded()).isFalse();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    // Demand

    @Test
    void demandThatComesBetweenTwoSubFlowsIsForTheNext() {
        ManualSource source = ManualSource.create();
        ManualSource first = ManualSource.create();
        ManualSource second = ManualSource.create();
        Recorder<Integer> recorder = Recorder.subscribe(Flow.from(source).concatMap(x -> x == 1 ? first : second));
        recorder.request(3);
        source.subscriber().onNext(1);
        first.subscriber().onNext(10);
        recorder.request(4);
        first.subscriber().onComplete();
        recorder.request(5);
        source.subscriber().onNext(2);
        recorder.request(6);

        assertThat(source.requests()).containsExactly(1L, 1L);
        assertThat(first.requests()).containsExactly(3L, 4L);
        assertThat(second.requests()).containsExactly(3L - 1 + 4 + 5, 6L);
        recorder.cancel();
        assertThat(second.isCancelled()).isTrue();
        assertThat(first.isCancelled()).as("a sub-flow that has ended").isFalse();
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void aSubFlowThatEmitsMoreThanWasRequestedDoesNotTakeFromTheNext() {
        ManualSource source = ManualSource.create();
        ManualSource first = ManualSource.create();
        ManualSource second = ManualSource.create();
        Recorder<Integer> recorder = Recorder.subscribe(
                Flow.from(source).concatMapIterable(List::of).concatMap(x -> x == 1 ? first : second));
        recorder.request(1);
        source.subscriber().onNext(1);
        first.subscriber().onNext(10);
        first.subscriber().onNext(11);
        first.subscriber().onComplete();
        source.subscriber().onNext(2);
        assertThat(second.requests()).isEmpty();
        recorder.request(2);

        assertThat(second.requests()).containsExactly(1L);
        recorder.cancel();
    }

    @Test
    void aSubFlowGetsTheDemandThatIsLeft() {
        Items items = Items.upTo(1000);
        StepVerifier.withVirtualTime(() -> Flow.of(1, 2).concatMap(x -> Source.STEPS.of(items)), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(items.drawn()).isZero())
                .thenRequest(2)
                .expectNext(1, 2)
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(items.drawn()).isEqualTo(2))
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    // Cancel

    @Test
    void aCancelReachesTheSubFlow() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch unwound = new CountDownLatch(1);
        Flow<Integer> flow = Flow.of(1)
                .concatMap(x -> Flow.<Integer>generate(out -> {
                    try {
                        out.await(Mono.never().doOnSubscribe(s -> waiting.countDown()));
                    } finally {
                        unwound.countDown();
                    }
                }));
        Recorder<Integer> recorder = Recorder.subscribe(flow);
        recorder.request(1);
        Waiting.await(waiting);
        recorder.cancel();
        Waiting.await(unwound);
    }

    // Throwing lambda

    @Test
    void aMapperThatReturnsNullIsAnError() {
        StepVerifier.create(Flow.of(1).<Integer>concatMap(x -> null))
                .expectError(NullPointerException.class)
                .verify(Waiting.LIMIT);
    }

    @Test
    void whatOnFinishThrowsIsTheErrorAfterTheItems() {
        IllegalStateException error = new IllegalStateException("finish");
        for (Flow<Integer> flow : Stream.<Flow<Integer>>of(
                        Flow.of(1).concatMap(Flow::of, () -> {
                            throw error;
                        }),
                        Flow.of(1).concatMapIterable(List::of, () -> {
                            throw error;
                        }))
                .toList()) {
            StepVerifier.create(flow)
                    .expectNext(1)
                    .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                    .verify(Waiting.LIMIT);
        }
    }

    // Context

    @Test
    void aSubFlowSeesTheContextOfTheSubscriber() {
        Flow<String> flow = Flow.of(1)
                .concatMap(x -> Flow.generate(out -> {
                    out.emit(out.<String>context("who").orElse("nobody"));
                    out.emitAll(Flux.deferContextual(context -> Flux.just(context.<String>get("who"))));
                }));
        StepVerifier.create(Flux.from(flow).contextWrite(context -> context.put("who", "James")))
                .expectNext("James", "James")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }
}
