package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** What every source of several items promises, however it comes by them. */
interface SourceContract {

    Flow<Integer> of(Items items);

    /** How many items it draws before they are requested. */
    default int inHand() {
        return 0;
    }

    // Values

    @Test
    default void emitsItsItemsInTheirOrder() {
        StepVerifier.create(of(Items.upTo(3)))
                .expectNext(1, 2, 3)
                .expectComplete()
                .verify(Waiting.LIMIT);
    }

    @Test
    default void everySubscriptionStartsAnew() {
        Items items = Items.upTo(3);
        Flow<Integer> flow = of(items);
        assertThat(items.drawn()).isZero();
        assertThat(flow.toList()).containsExactly(1, 2, 3);
        assertThat(flow.toList()).containsExactly(1, 2, 3);
        assertThat(items.drawn()).isEqualTo(6);
    }

    // Empty

    @Test
    default void completesWithoutItems() {
        StepVerifier.create(of(Items.upTo(0))).expectComplete().verify(Waiting.LIMIT);
    }

    // Error

    @Test
    default void emitsItsItemsBeforeTheCheckedErrorThatFollows() {
        IOException error = new IOException("third");
        StepVerifier.create(of(Items.upTo(2).thenFail(error)))
                .expectNext(1, 2)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    default void anErrorWaitsForTheItemsThatHaveNoDemandYet() {
        IOException error = new IOException("third");
        StepVerifier.withVirtualTime(() -> of(Items.upTo(2).thenFail(error)), 1)
                .expectNext(1)
                .expectNoEvent(Duration.ofSeconds(1))
                .thenRequest(1)
                .expectNext(2)
                .thenRequest(1)
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    // Demand

    @Test
    default void drawsNoMoreThanWasRequested() {
        Items items = Items.upTo(1000);
        StepVerifier.withVirtualTime(() -> of(items), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(items.drawn()).isLessThanOrEqualTo(inHand()))
                .thenRequest(1)
                .expectNext(1)
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(items.drawn()).isBetween(1, 1 + inHand()))
                .thenRequest(2)
                .expectNext(2, 3)
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> assertThat(items.drawn()).isBetween(3, 3 + inHand()))
                .thenCancel()
                .verify(Waiting.LIMIT);
    }

    @Test
    default void servesDemandThatComesFromInsideOnNext() throws InterruptedException {
        Items items = Items.upTo(1000);
        Recorder<Integer> recorder = Recorder.subscribeOneByOne(of(items));
        assertThat(recorder.awaitError()).isNull();
        assertThat(recorder.items()).isEqualTo(items.list());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    default void refusesARequestThatIsNotPositive(long n) throws InterruptedException {
        Recorder<Integer> recorder = Recorder.subscribePlainly(of(Items.upTo(1000)));
        recorder.request(1);
        recorder.request(n);
        assertThat(recorder.awaitError())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3.9");
    }

    // Cancel

    @Test
    default void drawsNothingAfterACancel() {
        Items items = Items.upTo(1000);
        StepVerifier.create(of(items), 2).expectNext(1, 2).thenCancel().verify(Waiting.LIMIT);
        assertThat(items.drawn()).isBetween(2, 2 + inHand());
    }

    @Test
    default void aCancelFromInsideOnNextEndsIt() {
        Items items = Items.upTo(1000);
        List<Integer> taken = of(items)
                .<List<Integer>>as(flow -> reactor.core.publisher.Flux.from(flow)
                        .take(2)
                        .collectList()
                        .block(Waiting.LIMIT));
        assertThat(taken).containsExactly(1, 2);
        assertThat(items.drawn()).isBetween(2, 2 + inHand());
    }
}
