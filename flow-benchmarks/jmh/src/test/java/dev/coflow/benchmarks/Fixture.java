package dev.coflow.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.DoubleStream;

/** Results as JMH writes them. */
final class Fixture {

    private final ArrayNode results = new ObjectMapper().createArrayNode();

    Fixture time(String benchmark, double score, double error, String... parameters) {
        return add(benchmark, score, error, "ns/op", parameters);
    }

    Fixture run(String benchmark, double score, String... parameters) {
        return add(benchmark, score, Double.NaN, Figure.ITEMS_IN_A_ROW, parameters);
    }

    /** Adds iterations to the last result, of several forks. */
    Fixture iterations(double... scores) {
        ArrayNode forks = ((ObjectNode) results.path(results.size() - 1).path("primaryMetric")).putArray("rawData");
        DoubleStream.of(scores).forEach(score -> forks.addArray().add(score));
        return this;
    }

    private Fixture add(String benchmark, double score, double error, String unit, String... parameters) {
        ObjectNode result = results.addObject()
                .put("jmhVersion", "1.37")
                .put("benchmark", "dev.coflow.benchmarks." + benchmark)
                .put("forks", 2)
                .put("jvm", "/the/place/of/java")
                .put("jdkVersion", "25.0.3")
                .put("vmName", "OpenJDK 64-Bit Server VM")
                .put("vmVersion", "25.0.3+9-LTS")
                .put("warmupIterations", 1)
                .put("warmupTime", "2 s")
                .put("measurementIterations", 4)
                .put("measurementTime", "3 s");
        ObjectNode params = result.putObject("params");
        for (int i = 0; i < parameters.length; i += 2) {
            params.put(parameters[i], parameters[i + 1]);
        }
        ObjectNode metric =
                result.putObject("primaryMetric").put("score", score).put("scoreUnit", unit);
        if (Double.isNaN(error)) {
            metric.put("scoreError", "NaN"); // as text: JSON has no such number
        } else {
            metric.put("scoreError", error);
        }
        return this;
    }

    JsonNode json() {
        return results;
    }

    Results results() {
        return new Results().add(results);
    }
}
