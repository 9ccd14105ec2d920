package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
