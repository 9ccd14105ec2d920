package dev.coflow.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;

/** How JMH measured, which is the same in all results of a file. */
final class Settings {

    private Settings() {}

    /** The JDK, and how much was done on it. */
    static String describe(JsonNode results) {
        JsonNode first = results.path(0);
        return String.format(
                "JDK %s (%s %s): %d results, each of %s with %s of %s to warm up and %s of %s measured",
                first.path("jdkVersion").asText(),
                first.path("vmName").asText(),
                first.path("vmVersion").asText(),
                results.size(),
                count(first, "forks", "JVM"),
                count(first, "warmupIterations", "iteration"),
                first.path("warmupTime").asText(),
                count(first, "measurementIterations", "iteration"),
                first.path("measurementTime").asText());
    }

    private static String count(JsonNode result, String field, String what) {
        int number = result.path(field).asInt();
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
