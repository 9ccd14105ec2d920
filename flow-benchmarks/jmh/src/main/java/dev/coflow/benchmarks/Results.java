package dev.coflow.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured on one JDK, in one run. */
final class Results {

    /** What the others are given as ratios to. */
    static final String FLOOR = "reactor";

    static final String OURS = "flow";

    private final Map<Case, Map<String, Measurement>> cases = new LinkedHashMap<>();
    private final Map<Case, Map<String, Measurement>> longestRuns = new LinkedHashMap<>();

    /** Adds JMH's results, or such as {@link Figures} writes. */
    Results add(JsonNode results) {
        for (JsonNode result : results) {
            Measurement measured = Measurement.of(result);
            Map<Case, Map<String, Measurement>> place =
                    measured.unit().equals(Figure.ITEMS_IN_A_ROW) ? longestRuns : cases;
            place.computeIfAbsent(Case.of(result), unused -> new LinkedHashMap<>())
                    .put(Case.wayOf(result), measured);
        }
        return this;
    }

    /** By what they are written with. */
    Map<Case, Map<String, Measurement>> cases() {
        return cases;
    }

    @Nullable
    Measurement of(Case which, String way) {
        return cases.getOrDefault(which, Map.of()).get(way);
    }

    @Nullable
    Measurement longestRun(Case which, String way) {
        return longestRuns.getOrDefault(which, Map.of()).get(way);
    }
}
