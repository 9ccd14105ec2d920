package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** The pipelines of the first version, March 2003. */
class FirstVersionTest {

    @Test
    void withoutStagesNothingHappens() throws Exception {
        assertThat(Transcript.of("nothing")).isEmpty();
    }

    @Test
    void sequenceIsExecutedTwice() throws Exception {
        assertThat(Transcript.of("sequence")).containsExactly("2", "4", "6", "finished", "2", "13", "24", "finished");
    }

    @Test
    void eachItemIsThroughBeforeTheNextIsDrawn() throws Exception {
        assertThat(Transcript.of("depth-first"))
                .containsExactly(
                        "draw first soup",
                        "season first soup",
                        "serve first soup",
                        "draw second soup",
                        "season second soup",
                        "serve second soup");
    }

    @Test
    void stopValueDropsTheItem() throws Exception {
        assertThat(Transcript.of("stop")).containsExactly("1", "3", "5");
    }

    @Test
    void pausedFunctionIsOfferedTheSamePageAgain() throws Exception {
        assertThat(Transcript.of("pause")).containsExactly("page 7", "page 8", "page 9", "finished");

        Duration refill = Duration.ofHours(1);
        StepVerifier.withVirtualTime(() -> Pause.printed(refill))
                .expectNext("page 7")
                .expectNoEvent(refill)
                .expectNext("page 8", "page 9")
                .verifyComplete();
    }

    @Test
    void pacedItemsAreATimeApart() throws Exception {
        assertThat(Transcript.of("pace")).containsExactly("three", "two", "one");

        Duration interval = Duration.ofHours(1);
        StepVerifier.withVirtualTime(() -> Pace.countdown(interval))
                .expectNext("three")
                .expectNoEvent(interval)
                .expectNext("two")
                .expectNoEvent(interval)
                .expectNext("one")
                .verifyComplete();
    }

    @Test
    void reportShowsWhatTheUserMaySee() throws Exception {
        assertThat(Transcript.of("rows"))
                .containsExactly(
                        "[James earns 30, Wendy earns 40, John earns 20]",
                        "[James earns 30, John earns 20]",
                        "[James earns 0, Wendy earns 0, John earns 0]");
    }

    @Test
    void contextHasItsOwnTotal() throws Exception {
        assertThat(Transcript.of("context")).containsExactly("15", "finished", "[3, 1]", "[4]");
    }
}
