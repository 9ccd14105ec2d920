package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** The examples of Twisted's how-to print what they printed there. */
class HowToTest {

    @Test
    void counterCountsDown() throws Exception {
        assertThat(Transcript.of("counter")).containsExactly("3", "2", "1");
    }

    @Test
    void consumerDropsTwo() throws Exception {
        assertThat(Transcript.of("consumer")).containsExactly("3", "1");
    }

    @Test
    void stepsCountDownAndAreConsumed() throws Exception {
        assertThat(Transcript.of("steps")).containsExactly("[3, 2, 1]", "[3, 1]");
    }

    @Test
    void statesFollowOneAnother() throws Exception {
        assertThat(Transcript.of("states")).containsExactly("one", "two");
    }

    @Test
    void trapTurnsTheExpectedErrorIntoAValue() throws Exception {
        assertThat(Transcript.of("trap")).containsExactly("1", "2", "trapped");
    }

    @Test
    void catchAroundThePullSeesTheError() throws Exception {
        assertThat(Transcript.of("catch")).containsExactly("1", "2", "notrap");
    }

    @Test
    void cooperateDelaysTheSecondValue() throws Exception {
        assertThat(Transcript.of("cooperate")).containsExactly("immediate", "delayed");
    }

    @Test
    void cooperateWaitsForTheWholeDelay() {
        StepVerifier.withVirtualTime(() -> Cooperate.delayed(Duration.ofSeconds(2)))
                .expectSubscription()
                .expectNext("immediate")
                .expectNoEvent(Duration.ofSeconds(2))
                .expectNext("delayed")
                .verifyComplete();
    }

    @Test
    void zipPairsOneFromEach() throws Exception {
        assertThat(Transcript.of("zip")).containsExactly("(one,1)", "(two,2)", "(three,3)");
    }

    @Test
    void mergeRotatesOverTheReady() throws Exception {
        assertThat(Transcript.of("merge")).containsExactly("one", "1", "two", "2", "3", "three");
    }

    @Test
    void requestsTakeTurnsInOneRunAndKeepTheirOrderInTwo() throws Exception {
        assertThat(Transcript.of("requests"))
                .containsExactly(
                        "James One",
                        "Wendy One",
                        "James Two",
                        "Wendy Two",
                        "[James One, James Two]",
                        "[Wendy One, Wendy Two]");
    }

    /** How the two mix is up to the clock; the order within each is not. */
    @Test
    void blockingAndCooperatingSourcesBothComplete() throws Exception {
        List<String> lines = Transcript.of("beside");

        assertThat(lines)
                .containsSubsequence("slept 1", "slept 2", "slept 3", "slept 4", "slept 5")
                .containsSubsequence("cooperated 1", "cooperated 2", "cooperated 3", "cooperated 4", "cooperated 5")
                .hasSize(10);
    }
}
