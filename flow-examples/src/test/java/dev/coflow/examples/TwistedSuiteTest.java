package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** The examples taken from the test suite of Twisted's flow. */
class TwistedSuiteTest {

    @Test
    void producerIsPrecededByATitle() throws Exception {
        assertThat(Transcript.of("producer")).containsExactly("Title", "(1,one)", "(2,two)", "(3,three)");
    }

    @Test
    void failureComesAfterItsValues() throws Exception {
        assertThat(Transcript.of("failure"))
                .containsExactly("x", "java.lang.ArithmeticException: / by zero", "x", "no quotient");
    }

    @Test
    void zipLongestGoesOnWhenOneHasEnded() throws Exception {
        assertThat(Transcript.of("zip-longest")).containsExactly("(1,a)", "(2,b)", "(3,-)");
    }

    @Test
    void filterKeepsTheOdd() throws Exception {
        assertThat(Transcript.of("filter")).containsExactly("1", "3");
    }

    @Test
    void linesAreCutWhereverTheirChunksEnd() throws Exception {
        assertThat(Transcript.of("lines"))
                .containsExactly("Hello World", "Happy Days Are Here", "HELO here", "QUIT", "500 line too long");
    }

    @Test
    void selectServesWhoeverIsReady() throws Exception {
        assertThat(Transcript.of("select"))
                .containsExactlyInAnyOrder("come in, James", "table 7 is yours", "come in, Wendy", "table 8 is yours");

        Duration quarter = Duration.ofMinutes(15);
        StepVerifier.withVirtualTime(() -> Select.evening(quarter))
                .expectNext("come in, James")
                .expectNoEvent(quarter)
                .expectNext("table 7 is yours")
                .expectNoEvent(quarter)
                .expectNext("come in, Wendy")
                .expectNoEvent(quarter)
                .expectNext("table 8 is yours")
                .verifyComplete();
    }

    @Test
    void collectGivesOneList() throws Exception {
        assertThat(Transcript.of("collect")).containsExactly("[1, 2, 3]");
    }

    @Test
    void futureJoinsInWhenItCompletes() throws Exception {
        assertThat(Transcript.of("future"))
                .containsExactlyInAnyOrder("1", "2", "3", "test")
                .containsSubsequence("1", "2", "3");
    }

    @Test
    void callbackIsCollectedOrFails() throws Exception {
        assertThat(Transcript.of("callback"))
                .containsExactly("[0, 1, 2, 3, 4, 5, 6, 7, 8]", "java.io.IOException: line lost");
    }

    @Test
    void threadedCountsDownAndGivesValuesBeforeTheError() throws Exception {
        assertThat(Transcript.of("threaded"))
                .containsExactly(
                        "5",
                        "4",
                        "3",
                        "2",
                        "1",
                        "finished",
                        "1",
                        "java.lang.NumberFormatException: For input string: \"x\"");
    }
}
