package dev.coflow.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is written in several ways.
 *
 * @param group the class of the benchmark, without what all their names end with
 * @param parameters as one reads them, empty if there are none
 */
record Case(String group, String parameters) {

    /** A peer that wants a newer JDK has a class of its own. */
    private static final String END_OF_NAME = "(Fiber)?Benchmark$";

    /** From a result of JMH. */
    static Case of(JsonNode result) {
        List<String> name = nameOf(result);
        return new Case(name.get(name.size() - 2).replaceAll(END_OF_NAME, ""), parametersOf(result));
    }

    /** What it is written with, from a result of JMH. */
    static String wayOf(JsonNode result) {
        List<String> name = nameOf(result);
        return name.get(name.size() - 1);
    }

    private static List<String> nameOf(JsonNode result) {
        return List.of(result.path("benchmark").asText().split("\\."));
    }

    private static String parametersOf(JsonNode result) {
        Map<String, String> parameters = new TreeMap<>();
        result.path("params")
                .properties()
                .forEach(parameter -> parameters.put(parameter.getKey(), readable(parameter.getValue())));
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + " " + parameter.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String readable(JsonNode value) {
        return value.asText().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
