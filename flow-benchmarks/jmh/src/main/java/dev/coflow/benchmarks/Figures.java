package dev.coflow.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes figures as JMH writes results, as far as the report reads them. */
final class Figures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Figures() {}

    static void write(List<Figure> figures, Path file) throws IOException {
        ArrayNode results = JSON.createArrayNode();
        for (Figure figure : figures) {
            ObjectNode result = results.addObject().put("benchmark", figure.benchmark());
            ObjectNode params = result.putObject("params");
            figure.params().forEach(params::put);
            result.putObject("primaryMetric").put("score", figure.score()).put("scoreUnit", figure.unit());
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), results);
    }

    /** Of files with the same figures in the same order. */
    static void writeMean(List<Path> files, Path mean) throws IOException {
        List<JsonNode> runs = new ArrayList<>();
        for (Path file : files) {
            runs.add(JSON.readTree(file.toFile()));
        }
        JsonNode results = runs.get(0).deepCopy();
        for (int i = 0; i < results.size(); i++) {
            int figure = i;
            double score = runs.stream()
                    .mapToDouble(run ->
                            run.path(figure).path("primaryMetric").path("score").asDouble())
                    .average()
                    .orElseThrow();
            ((ObjectNode) results.path(i).path("primaryMetric")).put("score", score);
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(mean.toFile(), results);
    }
}
