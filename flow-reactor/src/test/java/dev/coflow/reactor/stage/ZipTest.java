package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Turn;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class ZipTest implements StageContract<String> {

    private static final Flow<Integer> ENDLESS =
            Flow.fromIterable(() -> IntStream.iterate(1, n -> n + 1).iterator());

    @Override
    public Flow<String> over(Flow<Integer> source) {
        return Flow.zip(source, ENDLESS, (a, b) -> a + "-" + b);
    }

    @Override
    public List<String> during(List<Integer> items) {
        return items.stream().map(x -> x + "-" + x).toList();
    }

    @Override
    public int ahead() {
        return Turn.DEFAULT_PREFETCH;
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void completesWithTheShorterSource(Source source) {
        Flow<Integer> longer = source.of(Items.upTo(3));
        Flow<Integer> shorter = source.of(Items.upTo(2));
        assertThat(Flow.zip(longer, shorter, Integer::sum).toList()).containsExactly(2, 4);
        assertThat(Flow.zip(shorter, longer, Integer::sum).toList()).containsExactly(2, 4);
    }

    @Test
    void zipsAnyNumberOfSources() {
        assertThat(Flow.zip(List.of(Flow.of(1, 2), Flow.of(10, 20), Mono.just(100)), List::copyOf)
                        .toList())
                .containsExactly(List.of(1, 10, 100));
    }

    // Empty

    @Test
    void noInputsAreAnEmptyFlow() {
        StepVerifier.create(Flow.zip(List.<Publisher<Integer>>of(), List::size))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void anEmptySourceEndsItAndCancelsTheOther() throws InterruptedException {
        CountDownLatch unwound = new CountDownLatch(1);
        Flow<Integer> body = Flow.generate(out -> {
            try {
                out.emit(1);
                out.await(Mono.never());
            } finally {
                unwound.countDown();
            }
        });
        StepVerifier.create(Flow.zip(body, Source.COOPERATING_BODY.of(List.of()), Integer::sum))
                .expectComplete()
                .verify(Waiting.LIMIT);
        Waiting.await(unwound);
    }

    // Error

    @ParameterizedTest
    @EnumSource
    void allPairsComeBeforeTheErrorOfEitherSide(Source source) {
        IOException error = new IOException("after two");
        for (boolean left : new boolean[] {true, false}) {
            Flow<Integer> failing = source.of(Items.upTo(2).thenFail(error));
            Flow<Integer> other = Source.COOPERATING_BODY.of(Items.upTo(5));
            StepVerifier.create(left ? Flow.zip(failing, other, Integer::sum) : Flow.zip(other, failing, Integer::sum))
                    .expectNext(2, 4)
                    .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                    .verify(Waiting.LIMIT);
        }
    }

    @Test
    void anErrorBehindTheShorterSourceIsNoPartOfTheResult() {
        Flow<Integer> failing = Source.BODY.of(Items.upTo(1).thenFail(new IOException("unseen")));
        StepVerifier.create(Flow.zip(Flow.of(1), failing, Integer::sum))
                .expectNext(2)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    void whatOneSideHasProducedIsDiscardedWhenTheOtherEndsLater() {
        List<Object> discarded = new CopyOnWriteArrayList<>();
        TestPublisher<Integer> shorter = TestPublisher.create();
        StepVerifier.create(ReactorFlow.toFlux(Flow.zip(Flux.range(1, 3).hide(), shorter, Integer::sum))
                        .doOnDiscard(Integer.class, discarded::add))
                .then(() -> shorter.next(10))
                .expectNext(11)
                .then(shorter::complete)
                .expectComplete()
                .verify(Waiting.LIMIT);
        assertThat(discarded).containsExactly(2, 3);
    }

    // Throwing lambda

    @ParameterizedTest
    @EnumSource
    void whatTheCombinerThrowsArrivesUnchangedAfterThePairsBefore(Source source) {
        IOException error = new IOException("combiner");
        Flow<Integer> flow = Flow.zip(source.of(Items.upTo(5)), ENDLESS, (a, b) -> {
            if (a == 3) {
                throw Sneak.raise(error);
            }
            return a;
        });
        StepVerifier.create(flow)
                .expectNext(1, 2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aCombinerThatReturnsNullIsNamed() {
        StepVerifier.create(Flow.zip(Flow.of(1), Flow.of(1), (a, b) -> null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("zip"))
                .verify(Waiting.LIMIT);
    }

    // Types

    @Test
    void theCombinerMayBeAMethodReference() {
        Flow<String> flow = Flow.zip(Flux.just("a"), Mono.just("b"), String::concat);
        assertThat(flow.toList()).containsExactly("ab");
    }
}
