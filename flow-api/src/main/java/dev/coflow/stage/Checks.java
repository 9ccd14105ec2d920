package dev.coflow.stage;

import java.util.ArrayList;
import java.util.List;

/** What several stages do. */
final class Checks {

    private Checks() {}

    static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " > 0 required but it was " + value);
        }
    }

    static <T> List<Stage<? extends T>> mapAll(List<Stage<? extends T>> inputs, SourceMapper sources) {
        List<Stage<? extends T>> copies = new ArrayList<>();
        for (Stage<? extends T> input : inputs) {
            copies.add(sources.apply(input));
        }
        return copies;
    }
}
