package dev.coflow.benchmarks;

import java.util.Comparator;

/** A word, and what it is worth. The best comes first, and the alphabet decides between equals. */
public record Scored(String word, int score) implements Comparable<Scored> {

    private static final Comparator<Scored> ORDER =
            Comparator.comparingInt(Scored::score).reversed().thenComparing(Scored::word);

    @Override
    public int compareTo(Scored other) {
        return ORDER.compare(this, other);
    }
}
