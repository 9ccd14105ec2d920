package dev.coflow.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * A result.
 *
 * @param error how far it may be off, NaN if that is not known
 * @param best of its iterations; what else the machine does makes one slower, and never faster
 */
record Measurement(double score, double error, double best, String unit) {

    /** From a result of JMH. */
    static Measurement of(JsonNode result) {
        JsonNode metric = result.path("primaryMetric");
        double score = metric.path("score").asDouble();
        double best = StreamSupport.stream(metric.path("rawData").spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .mapToDouble(JsonNode::asDouble)
                .min()
                .orElse(score);
        return new Measurement(
                score,
                metric.path("scoreError").asDouble(Double.NaN),
                best,
                metric.path("scoreUnit").asText());
    }

    double ratioTo(Measurement other) {
        return score / other.score;
    }

    /** The part of it by which it may be off, 0 if that is not known. */
    double relativeError() {
        return Double.isNaN(error) ? 0 : error / score;
    }

    /** Without its unit. */
    @Override
    public String toString() {
        String value =
                score < 10 ? String.format(Locale.ROOT, "%.1f", score) : String.format(Locale.ROOT, "%.0f", score);
        return Double.isNaN(error) ? value : value + String.format(Locale.ROOT, " ± %.0f %%", 100 * relativeError());
    }
}
