package dev.coflow.benchmarks;

/** How often a word has each letter. */
public final class Histogram {

    private static final int[] WORTH = {1, 3, 3, 2, 1, 4, 2, 4, 1, 8, 5, 1, 3, 1, 1, 3, 10, 1, 1, 1, 1, 4, 4, 8, 4, 10};
    private static final int[] TILES = {9, 2, 2, 1, 12, 2, 3, 2, 9, 1, 1, 4, 2, 6, 8, 2, 1, 6, 4, 6, 4, 2, 2, 1, 2, 1};

    private final int[] counts = new int[WORTH.length];

    /** With one letter more, a small one of the alphabet. */
    public Histogram plus(char letter) {
        counts[letter - 'a']++;
        return this;
    }

    /** What the word is worth in a game of Scrabble, which has so many tiles of each letter. */
    public int score() {
        int score = 0;
        for (int i = 0; i < counts.length; i++) {
            score += WORTH[i] * Math.min(counts[i], TILES[i]);
        }
        return score;
    }
}
