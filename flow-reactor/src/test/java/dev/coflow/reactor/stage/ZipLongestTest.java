package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Turn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ZipLongestTest implements StageContract<String> {

    @Override
    public Flow<String> over(Flow<Integer> source) {
        return Flow.zipLongest(source, Flow.of("a", "b"), ZipLongestTest::pair);
    }

    @Override
    public List<String> during(List<Integer> items) {
        return items.stream()
                .map(x -> x + "-" + (x == 1 ? "a" : x == 2 ? "b" : "none"))
                .toList();
    }

    @Override
    public List<String> after(List<Integer> items) {
        return List.of("none-a", "none-b").subList(Math.min(2, items.size()), 2);
    }

    @Override
    public int ahead() {
        return Turn.DEFAULT_PREFETCH;
    }

    private static String pair(Optional<Integer> number, Optional<String> letter) {
        return number.map(String::valueOf).orElse("none") + "-" + letter.orElse("none");
    }

    // Values

    @ParameterizedTest
    @EnumSource
    void completesWithTheLongerSource(Source source) {
        Flow<Integer> longer = source.of(Items.upTo(3));
        Flow<Integer> shorter = source.of(Items.upTo(1));
        assertThat(Flow.zipLongest(longer, shorter, (a, b) -> a.orElse(0) + 10 * b.orElse(0))
                        .toList())
                .containsExactly(11, 2, 3);
        assertThat(Flow.zipLongest(shorter, longer, (a, b) -> a.orElse(0) + 10 * b.orElse(0))
                        .toList())
                .containsExactly(11, 20, 30);
    }

    @Test
    void zipsAnyNumberOfSources() {
        assertThat(Flow.zipLongest(List.of(Flow.of(1, 2), Mono.just(10), Flow.<Integer>empty()), List::copyOf)
                        .toList())
                .containsExactly(
                        List.of(Optional.of(1), Optional.of(10), Optional.empty()),
                        List.of(Optional.of(2), Optional.empty(), Optional.empty()));
    }

    // Empty

    @Test
    void noInputsAreAnEmptyFlow() {
        StepVerifier.create(Flow.zipLongest(List.<Publisher<Integer>>of(), List::size))
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    // Error

    @ParameterizedTest
    @EnumSource
    void anErrorComesWhenItsItemWouldBeNext(Source source) {
        IOException error = new IOException("after two");
        StepVerifier.create(Flow.zipLongest(
                        source.of(Items.upTo(2).thenFail(error)),
                        Source.BODY.of(Items.upTo(5)),
                        (a, b) -> a.get() + b.get()))
                .expectNext(2, 4)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void anErrorAfterTheEndOfTheOtherIsAnErrorToo() {
        StepVerifier.create(Flow.zipLongest(
                        Source.BODY.of(Items.upTo(2).thenFail(new IOException("late"))), Flow.of(1), (a, b) -> a.get()))
                .expectNext(1, 2)
                .expectErrorMessage("late")
                .verify(Waiting.LIMIT);
    }

    // Throwing lambda

    @Test
    void whatTheCombinerThrowsArrivesUnchanged() {
        IOException error = new IOException("combiner");
        StepVerifier.create(Flow.<Integer, Integer, Integer>zipLongest(Flow.of(1), Flow.of(1), (a, b) -> {
                    throw Sneak.raise(error);
                }))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aCombinerThatReturnsNullIsNamed() {
        StepVerifier.create(Flow.zipLongest(Flow.of(1), Flow.of(1), (a, b) -> null))
                .expectErrorSatisfies(e ->
                        assertThat(e).isInstanceOf(NullPointerException.class).hasMessageContaining("zipLongest"))
                .verify(Waiting.LIMIT);
    }
}
