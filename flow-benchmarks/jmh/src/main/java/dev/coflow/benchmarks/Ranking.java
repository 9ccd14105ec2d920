package dev.coflow.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The three best of the words that were added. */
public final class Ranking {

    private static final int SIZE = 3;

    private final SortedSet<Scored> best = new TreeSet<>();

    /** With one more. */
    public Ranking plus(Scored word) {
        best.add(word);
        if (best.size() > SIZE) {
            best.remove(best.last());
        }
        return this;
    }

    List<Scored> words() {
        return new ArrayList<>(best);
    }
}
