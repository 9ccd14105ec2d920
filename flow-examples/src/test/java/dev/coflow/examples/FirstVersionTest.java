package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
    void contextHasItsOwnTotal() throws Exception {
        assertThat(Transcript.of("context")).containsExactly("15", "finished", "[3, 1]", "[4]");
    }
}
