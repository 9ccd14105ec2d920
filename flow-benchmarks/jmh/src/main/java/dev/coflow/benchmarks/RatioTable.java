package dev.coflow.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The results of one run as a table of ratios, a row for each way to write a case. */
final class RatioTable {

    private static final String FLOOR = "reactor";
    private static final String OURS = "flow";

    /** By case, and by the method within. */
    private final Map<String, Map<String, Measurement>> cases = new TreeMap<>();

    /** Time of an operation, and how far it may be off. */
    private record Measurement(double score, double error) {}

    private RatioTable(JsonNode results) {
        for (JsonNode result : results) {
            List<String> name = List.of(result.get("benchmark").asText().split("\\."));
            JsonNode metric = result.get("primaryMetric");
            cases.computeIfAbsent(caseOf(name.get(name.size() - 2), result.path("params")), unused -> new TreeMap<>())
                    .put(
                            name.get(name.size() - 1),
                            new Measurement(
                                    metric.get("score").asDouble(),
                                    metric.get("scoreError").asDouble()));
        }
    }

    /** From JMH's JSON. */
    static RatioTable read(Path results) throws IOException {
        return new RatioTable(new ObjectMapper().readTree(results.toFile()));
    }

    /** A peer that wants a newer JDK has a class of its own. */
    private static String caseOf(String type, JsonNode params) {
        List<String> values = new ArrayList<>();
        params.properties()
                .forEach(param -> values.add(param.getKey() + " "
                        + param.getValue().asText().toLowerCase(Locale.ROOT).replace('_', ' ')));
        String title = type.replaceAll("(Fiber)?Benchmark$", "");
        return values.isEmpty() ? title : title + ": " + String.join(", ", values);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(
                "| case | written with | times plain Reactor | times ours | error |\n|---|---|--:|--:|--:|\n");
        cases.forEach((title, ways) -> ways.forEach((way, measured) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.0f %% |\n",
                title,
                way,
                ratio(measured, ways.get(FLOOR)),
                ratio(measured, ways.get(OURS)),
                100 * measured.error() / measured.score()))));
        return table.toString();
    }

    private static String ratio(Measurement measured, @Nullable Measurement to) {
        return to == null ? "" : String.format(Locale.ROOT, "%.2f", measured.score() / to.score());
    }
}
