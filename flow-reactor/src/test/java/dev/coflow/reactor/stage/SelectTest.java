package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coflow.Body;
import dev.coflow.Emitter;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.publisher.TestPublisher;

/** A body that waits for whichever of its pulls is ready: {@code select}. */
class SelectTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** Emits the items of two sources, whichever has one. */
    private static Flow<Object> either(Publisher<?> left, Publisher<?> right) {
        return Flow.generate(out -> emitAsTheyAreReady(out, out.pull(left), out.pull(right)));
    }

    private static void emitAsTheyAreReady(Emitter<Object> out, Pull<?>... pulls) {
        Optional<Pull<?>> ready = out.select(pulls);
        while (ready.isPresent()) {
            out.emit(ready.get().next());
            ready = out.select(pulls);
        }
    }

    /** What code finds that a body runs, told by its one item. */
    private static Object seenIn(Body<Object> body) {
        return Flow.generate(body).toList().get(0);
    }

    // Values

    @Test
    void theReadyOneIsReadWhileTheOtherIsSlow() {
        Flow<String> slow = Flow.generate(out -> {
            out.cooperate(HOUR);
            out.emit("slow");
        });
        StepVerifier.withVirtualTime(() -> either(slow, Flow.of(1, 2, 3)))
                .expectNext(1, 2, 3)
                .expectNoEvent(HOUR)
                .expectNext("slow")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    static Stream<Arguments> readySources() {
        List<Source> ready = List.of(Source.ITERABLE, Source.PUBLISHER, Source.BODY, Source.STEPS);
        return ready.stream().flatMap(left -> ready.stream().map(right -> Arguments.of(left, right)));
    }

    @ParameterizedTest
    @MethodSource("readySources")
    void twoThatAreReadyTakeTurns(Source left, Source right) {
        List<Object> alternating = new ArrayList<>();
        IntStream.rangeClosed(1, 1000).forEach(x -> Collections.addAll(alternating, x, -x));
        Flow<Object> flow =
                either(left.of(Items.upTo(1000)), right.of(Items.upTo(1000)).map(x -> -x));
        assertThat(flow.toList()).isEqualTo(alternating);
    }

    @Test
    void aPullThatIsAlwaysReadyDoesNotStarveABodyThatCooperates() {
        Flow<Object> flow = either(
                Flow.fromIterable(Items.upTo(100)),
                Source.COOPERATING_BODY.of(Items.upTo(3)).map(x -> -x));
        assertThat(flow.toList().subList(0, 8)).contains(-1, -2, -3);
    }

    @Test
    void whatIsNotReadStaysReady() {
        Object order = seenIn(out -> {
            Pull<Integer> left = out.pull(Flow.of(1));
            Pull<Integer> right = out.pull(Flow.of(2));
            List<Object> selected = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                selected.add(out.select(left, right).orElseThrow() == left ? "left" : "right");
            }
            selected.add(left.next());
            selected.add(right.next());
            out.emit(selected);
        });
        assertThat(order).isEqualTo(List.of("left", "right", "left", 1, 2));
    }

    @Test
    void onePullIsEnough() {
        assertThat(Flow.generate((Body<Object>) out -> emitAsTheyAreReady(out, out.pull(Flow.of(1, 2))))
                        .toList())
                .containsExactly(1, 2);
    }

    @Test
    void onePullThatIsEmptyYetIsWaitedFor() {
        TestPublisher<Object> source = TestPublisher.createCold();
        Flow<Object> flow = Flow.generate(out -> emitAsTheyAreReady(out, out.pull(source.flux())));
        StepVerifier.create(flow)
                .then(() -> source.next("first"))
                .expectNext("first")
                .then(source::complete)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void aSourceThatRunsBesideWakesTheBody() {
        TestPublisher<Object> left = TestPublisher.createCold();
        TestPublisher<Object> right = TestPublisher.createCold();
        StepVerifier.create(either(left.flux(), right.flux()))
                .then(() -> right.next("first"))
                .expectNext("first")
                .then(() -> left.next("second"))
                .expectNext("second")
                .then(() -> left.next("third").complete())
                .expectNext("third")
                .then(() -> right.next("fourth").complete())
                .expectNext("fourth")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @RepeatedTest(20)
    void nothingOfSourcesOnOtherThreadsIsLostOrReordered() {
        int size = 500;
        Flux<Integer> positive = Flux.range(1, size).hide().publishOn(Schedulers.parallel());
        Flow<Integer> negative = Flow.threaded(() -> Items.upTo(size)).map(x -> -x);
        List<Object> all = either(positive, negative).toList();
        assertThat(all).hasSize(2 * size);
        assertThat(all.stream().filter(x -> (int) x > 0))
                .isEqualTo(Items.upTo(size).list());
        assertThat(all.stream().filter(x -> (int) x < 0).map(x -> -(int) x))
                .isEqualTo(Items.upTo(size).list());
    }

    // Empty

    @Test
    void oneThatHasEndedIsPassedOver() {
        assertThat(either(Flow.empty(), Source.BODY.of(Items.upTo(3))).toList()).containsExactly(1, 2, 3);
    }

    @Test
    void isEmptyWhenAllHaveEndedOrAreClosed() {
        Object found = seenIn(out -> {
            Pull<Object> ended = out.pull(Source.BODY.of(Items.upTo(0)).map(x -> x));
            Pull<Object> closed = out.pull(Flux.never());
            closed.close();
            out.emit(out.select(ended, closed));
        });
        assertThat(found).isEqualTo(Optional.empty());
    }

    @Test
    void anEndThatComesWhileItWaitsIsSeen() {
        TestPublisher<Object> left = TestPublisher.createCold();
        TestPublisher<Object> right = TestPublisher.createCold();
        StepVerifier.create(either(left.flux(), right.flux()))
                .then(left::complete)
                .then(right::complete)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Error

    @Test
    void theOneThatHasFailedIsReadyAndReadingItThrows() {
        IOException error = new IOException("pulled");
        StepVerifier.create(either(Source.BODY.of(Items.upTo(1).thenFail(error)), Flux.never()))
                .expectNext(1)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void anErrorThatWasReadIsAnEnd() {
        IOException error = new IOException("pulled");
        Flow<Object> flow = Flow.generate(out -> {
            Pull<Integer> failing = out.pull(Source.BODY.of(Items.upTo(1).thenFail(error)));
            Pull<Integer> other = out.pull(Flow.of(10, 20, 30));
            try {
                emitAsTheyAreReady(out, failing, other);
            } catch (Exception e) {
                out.emit(e);
            }
            emitAsTheyAreReady(out, failing, other);
            out.emit(catchThrowable(failing::hasNext));
        });
        assertThat(flow.toList()).containsExactly(1, 10, error, 20, 30, error);
    }

    // Demand

    @Test
    void waitsForTheDemandOfItsOwnFlow() {
        Items items = Items.upTo(1000);
        StepVerifier.withVirtualTime(
                        () -> Flow.generate((Emitter<Object> out) ->
                                emitAsTheyAreReady(out, out.pull(Source.BODY.of(items), 2), out.pull(Flux.never()))),
                        0)
                .expectSubscription()
                .expectNoEvent(HOUR)
                .thenRequest(1)
                .expectNext(1)
                .expectNoEvent(HOUR)
                .then(() -> assertThat(items.drawn()).isBetween(1, 5))
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    // The turn

    @Test
    void keepsTheTurnWhileTheNextOneIsReady() {
        assertThat(readBesideAnother(Flow.of(1, 2), Flow.of(10, 20))).containsExactly(1, 10, 2, 20, "other");
    }

    @Test
    void keepsTheTurnWhenTheNextOneHasEnded() {
        assertThat(readBesideAnother(Flow.of(1), Flow.of(10, 20, 30))).containsExactly(1, 10, 20, 30, "other");
    }

    /** What a body reads of two sources, and when another body got a turn. */
    private static List<Object> readBesideAnother(Flow<Integer> left, Flow<Integer> right) {
        List<Object> order = Collections.synchronizedList(new ArrayList<>());
        Flow<Object> reading = Flow.generate(out -> {
            try (Pull<Integer> a = out.pull(left);
                    Pull<Integer> b = out.pull(right)) {
                for (Optional<Pull<?>> r = out.select(a, b); r.isPresent(); r = out.select(a, b)) {
                    order.add(r.get().next());
                }
            }
        });
        Flow<Object> other = Flow.generate(out -> order.add("other"));
        assertThat(Flow.merge(reading, other).toList()).isEmpty();
        return order;
    }

    // Cancel

    @Test
    void aCancelReachesTheBodyThatWaitsAndWhatItPulls() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(2);
        CountDownLatch unwound = new CountDownLatch(2);
        PublisherProbe<Object> probe = PublisherProbe.of(Flux.never().doOnSubscribe(s -> waiting.countDown()));
        Flow<Object> child = Flow.generate(out -> {
            try {
                out.await(Mono.never().doOnSubscribe(s -> waiting.countDown()));
            } finally {
                unwound.countDown();
            }
        });
        Flow<Object> flow = Flow.generate(out -> {
            try {
                out.emit(out.select(out.pull(child), out.pull(probe.flux())));
            } finally {
                unwound.countDown();
            }
        });
        Recorder<Object> recorder = Recorder.subscribe(flow);
        recorder.request(1);
        Waiting.await(waiting);
        recorder.cancel();
        Waiting.await(unwound);
        probe.assertWasCancelled();
        assertThat(recorder.items()).isEmpty();
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void isTheSignalAgainInTheFinallyOfACancelledBodyForWhatWasPulledBefore() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch unwound = new CountDownLatch(1);
        Flow<Object> flow = Flow.generate(out -> {
            Pull<Object> never = out.pull(Flux.never().doOnRequest(n -> waiting.countDown()));
            try {
                out.select(never);
            } finally {
                try {
                    out.select(never);
                } finally {
                    unwound.countDown();
                }
            }
        });
        Recorder<Object> recorder = Recorder.subscribe(flow);
        recorder.request(1);
        Waiting.await(waiting);
        recorder.cancel();
        Waiting.await(unwound);
    }

    @Test
    void worksInTheFinallyOfACancelledBodyForWhatWasPulledThere() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        Flow<Object> flow = Flow.generate(out -> {
            Pull<Object> never = out.pull(Flux.never().doOnRequest(n -> waiting.countDown()));
            try {
                out.select(never);
            } finally {
                Pull<Integer> left = out.pull(Source.COOPERATING_BODY.of(Items.upTo(2)));
                Pull<Integer> right = out.pull(Flow.of(10));
                for (Optional<Pull<?>> r = out.select(left, right); r.isPresent(); r = out.select(left, right)) {
                    seen.add(r.get().next());
                }
                released.countDown();
            }
        });
        Recorder<Object> recorder = Recorder.subscribe(flow);
        recorder.request(1);
        Waiting.await(waiting);
        recorder.cancel();
        Waiting.await(released);
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 10);
    }

    // What it refuses

    @Test
    void aPullOfAnotherBodyIsRefused() {
        Flow<Object> flow = Flow.generate(out -> {
            Pull<Integer> mine = out.pull(Flow.of(1));
            out.emit(out.await(Flow.task(child -> catchThrowable(() -> child.select(mine)))));
        });
        assertThat((Throwable) flow.toList().get(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a pull that this body has opened is required");
    }

    @Test
    void nothingToSelectFromIsRefused() {
        assertThat((Throwable) seenIn(out -> out.emit(catchThrowable(out::select))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one pull");
        assertThat((Throwable) seenIn(out -> out.emit(catchThrowable(() -> out.select((Pull<?>) null)))))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("pulls");
    }

    @Test
    void aHandleIsNotUsedOutsideItsBody() {
        AtomicReference<Turn> handle = new AtomicReference<>();
        AtomicReference<Pull<?>> pull = new AtomicReference<>();
        Flow.run(turn -> {
                    handle.set(turn);
                    pull.set(turn.pull(Flow.of(1)));
                })
                .toList();
        assertThat(catchThrowable(() -> handle.get().select(pull.get())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a handle is valid");
    }

    // Context

    @Test
    void whatItSelectsFromSeesTheContext() {
        Flow<Object> flow = either(
                Flux.deferContextual(context -> Flux.just(context.<String>get("who"))),
                Flow.generate((Emitter<String> out) ->
                        out.emit(out.<String>context("who").orElse("nobody"))));
        StepVerifier.create(Flux.from(flow).contextWrite(context -> context.put("who", "Wendy")))
                .expectNext("Wendy", "Wendy")
                .expectComplete()
                .verify(Waiting.LIMIT);
    }
}
