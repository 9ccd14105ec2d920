package dev.coflow.benchmarks;

import java.util.Locale;

/** A result, and how far it may be off: NaN if that is not known. */
record Measurement(double score, double error, String unit) {

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
