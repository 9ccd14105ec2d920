package dev.coflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {

    private static int score(String word) {
        Histogram letters = new Histogram();
        Scrabble.letters(word).forEach(letters::plus);
        return letters.score();
    }

    @Test
    void addsWhatTheLettersAreWorth() {
        assertThat(score("quiz")).isEqualTo(10 + 1 + 1 + 10);
    }

    @Test
    void countsOnlyTheTilesThatThereAre() {
        assertThat(score("zzz")).isEqualTo(10);
    }

    @Test
    void isOfWordsInSmallLetters() {
        assertThat(Scrabble.words("Flow: two WORDS")).containsExactly("flow", "two", "words");
    }
}
