package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.publisher.TestPublisher;

class MergeTest implements StageContract<Integer> {

    private static final int PREFETCH = 4;

    @Override
    public Flow<Integer> over(Flow<Integer> source) {
        return Flow.merge(List.of(source, Flow.<Integer>empty()), PREFETCH);
    }

    @Override
    public List<Integer> during(List<Integer> items) {
        return items;
    }

    @Override
    public int ahead() {
        return PREFETCH;
    }

    // Values

    @Test
    void rotatesOverTheInputsThatAreReady() {
        assertThat(Flow.merge(Flow.of(1, 2, 3), Flow.of(10, 20), Flow.of(100)).toList())
                .containsExactly(1, 10, 100, 2, 20, 3);
    }

    @Test
    void rotatesOverBodiesTheSameWayEveryTime() {
        for (int i = 0; i < 100; i++) {
            assertThat(Flow.merge(
                                    Source.BODY.of(Items.upTo(3)),
                                    Source.BODY.of(Items.upTo(3)).map(x -> -x))
                            .toList())
                    .containsExactly(1, -1, 2, -2, 3, -3);
        }
    }

    @Test
    void aSlowInputNeverDelaysAReadyOne() {
        Flow<Integer> never = Flow.from(Mono.never());
        StepVerifier.create(Flow.merge(
                        never, Source.BODY.of(Items.upTo(100)), Flow.generate(out -> out.await(Mono.never()))))
                .expectNextSequence(Items.upTo(100).list())
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    @Test
    void aSlowInputDelaysNoReadyOneWhileABodyIsBusy() {
        Flow<Integer> busy = Flow.generate(out -> {
            while (true) {
                out.cooperate();
            }
        });
        StepVerifier.create(Flow.merge(Flow.from(Flux.never()), busy, Flow.of(1, 2, 3)))
                .expectNext(1, 2, 3)
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    @Test
    void bodiesThatCooperateKeepTheirOrderBesideAReadyInput() {
        Flow<String> first = Source.COOPERATING_BODY.of(Items.upTo(3)).map(x -> "a" + x);
        Flow<String> second = Source.COOPERATING_BODY.of(Items.upTo(3)).map(x -> "b" + x);
        assertThat(Flow.merge(first, second, Flow.of("-", "-", "-", "-", "-", "-"))
                        .toList())
                .containsExactly("b1", "-", "a1", "-", "b2", "-", "a2", "-", "b3", "-", "a3", "-");
    }

    @Test
    void anEndlessInputDoesNotStarveABody() {
        Flow<Integer> endless =
                Flow.fromIterable(() -> IntStream.iterate(1, n -> n + 1).iterator());
        Flow<Integer> body = Source.COOPERATING_BODY.of(Items.upTo(3)).map(x -> -x);
        List<Integer> seen = Flux.from(Flow.merge(endless, body))
                .takeUntil(x -> x == -3)
                .collectList()
                .block(Waiting.LIMIT);
        assertThat(seen).filteredOn(x -> x < 0).containsExactly(-1, -2, -3);
    }

    @Test
    void inputsOfDifferentTypesMeetInACommonOne() {
        Flow<Number> flow = Flow.merge(Flow.of(1), Mono.just(2.5), Flux.just(3L));
        assertThat(flow.toList()).containsExactly(1, 2.5, 3L);
    }

    // Empty

    @Test
    void noInputsAreAnEmptyFlow() {
        StepVerifier.create(Flow.merge(List.<Publisher<Integer>>of()))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void completesWithTheLastInput() {
        Flow<Integer> late = Flow.generate(out -> {
            out.cooperate(Duration.ofSeconds(1));
            out.emit(2);
        });
        StepVerifier.withVirtualTime(() -> Flow.merge(Flow.of(1), Flow.<Integer>empty(), late))
                .expectNext(1)
                .expectNoEvent(Duration.ofMillis(999))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(2)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Error

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ITERABLE") // an iterable has produced nothing until it is read
    void whatTheOthersHadProducedComesBeforeTheError(Source source) {
        IOException error = new IOException("right");
        Flow<Integer> left = source.of(Items.upTo(2));
        Flow<Integer> right = Flow.generate(out -> {
            out.cooperate(Duration.ofSeconds(1));
            throw error;
        });
        StepVerifier.withVirtualTime(() -> Flow.merge(left, right), 0)
                .expectSubscription()
                .thenRequest(1)
                .expectNext(1)
                .thenAwait(Duration.ofSeconds(2))
                .expectNoEvent(Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext(2)
                .thenRequest(1)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void anErrorWaitsForDemandWhileAnInputBeforeItMayStillProduceItems() {
        IOException error = new IOException("second");
        StepVerifier.create(Flow.merge(Flux.<Integer>never(), Flow.<Integer>error(error)), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(10))
                .thenRequest(1)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
        StepVerifier.create(Flow.merge(Flux.<Integer>empty(), Flow.<Integer>error(error)), 0)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void anErrorCancelsTheOthers() throws InterruptedException {
        CountDownLatch unwound = new CountDownLatch(1);
        PublisherProbe<Integer> probe = PublisherProbe.of(Mono.never());
        TestPublisher<Integer> failing = TestPublisher.create();
        Flow<Integer> body = Flow.generate(out -> {
            try {
                out.await(Mono.never());
            } finally {
                unwound.countDown();
            }
        });
        StepVerifier.withVirtualTime(() -> Flow.merge(failing, probe.flux(), body))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> failing.error(new IllegalStateException("failed")))
                .expectErrorMessage("failed")
                .verify(Waiting.LIMIT);
        probe.assertWasCancelled();
        Waiting.await(unwound);
    }

    @Test
    void anErrorWaitsForNoDemandWhenTheOtherHasProducedNothing() {
        TestPublisher<Integer> failing = TestPublisher.create();
        StepVerifier.create(Flow.merge(Flow.of(1, 2, 3), failing), 1)
                .expectNext(1)
                .then(() -> failing.error(new IllegalStateException("failed")))
                .expectErrorMessage("failed")
                .verify(Waiting.LIMIT);
    }

    // Demand

    @Test
    void requestsFromEachInputWhatItDeclares() {
        List<Long> requests = Collections.synchronizedList(new ArrayList<>());
        Flux<Integer> input = Flux.range(1, 10).hide().doOnRequest(requests::add);
        assertThat(Flow.merge(List.of(input), PREFETCH).toList()).hasSize(10);
        assertThat(requests).containsExactly(4L, 3L, 3L);
    }

    // Cancel

    @Test
    void aCancelReachesAllInputs() {
        List<PublisherProbe<Integer>> probes =
                List.of(PublisherProbe.of(Mono.never()), PublisherProbe.of(Mono.never()));
        StepVerifier.withVirtualTime(() ->
                        Flow.merge(probes.stream().map(PublisherProbe::flux).toList()))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .thenCancel()
                .verify(Waiting.LIMIT);
        probes.forEach(PublisherProbe::assertWasCancelled);
    }
}
