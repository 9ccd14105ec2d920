package dev.coflow.benchmarks;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What we want to reach.
 *
 * @param beside a peer; empty if the bound is one of time or memory, "run" if it is one of the longest run
 * @param atMost the ratio to that peer, or the bound
 * @param orAtMost a time that will do as well, NaN if there is none
 * @param onEveryJdk whether it is meant for JDKs whose bodies are on platform threads, too
 */
record Target(Case which, String way, String beside, double atMost, double orAtMost, boolean onEveryJdk) {

    private static final String RUN = "run";
    private static final int VIRTUAL_THREADS = 21;

    /** From a line: case | parameters | way | beside | at most | also on JDK 17. */
    static Target parse(String line) {
        List<String> columns =
                List.of(line.split("\\|")).stream().map(String::strip).toList();
        String[] bounds = columns.get(4).split(" or ");
        return new Target(
                new Case(columns.get(0), columns.get(1)),
                columns.get(2),
                columns.get(3),
                Double.parseDouble(bounds[0]),
                bounds.length == 1 ? Double.NaN : Double.parseDouble(bounds[1].replace(" ns", "")),
                columns.get(5).equals("yes"));
    }

    /** What was reached, if it was measured. */
    @Nullable
    Double reached(Results results) {
        Measurement ours = beside.equals(RUN) ? results.longestRun(which, way) : results.of(which, way);
        if (ours == null || isAbsolute()) {
            return ours == null ? null : ours.score();
        }
        Measurement peer = results.of(which, beside);
        return peer == null ? null : (Double) ours.ratioTo(peer);
    }

    /** Empty if it was not measured, or not meant. */
    String verdict(Results results, int jdk) {
        Double reached = reached(results);
        if (reached == null || (jdk < VIRTUAL_THREADS && !onEveryJdk)) {
            return "";
        }
        Measurement ours = results.of(which, way);
        if (ours != null && ours.score() <= orAtMost) {
            return "met";
        }
        boolean met = reached <= atMost;
        boolean sure = met ? reached * worst(results) <= atMost : reached * best(results) > atMost;
        return (met ? "met" : "missed") + (sure ? "" : ", within the error");
    }

    /** By how much it may be more, if both are off as far as they may be. */
    private double worst(Results results) {
        return (1 + ourError(results)) / Math.max(0, 1 - peerError(results));
    }

    /** By how much it may be less. */
    private double best(Results results) {
        return Math.max(0, 1 - ourError(results)) / (1 + peerError(results));
    }

    private double ourError(Results results) {
        return beside.equals(RUN) ? 0 : error(results.of(which, way));
    }

    private double peerError(Results results) {
        return isAbsolute() ? 0 : error(results.of(which, beside));
    }

    private static double error(@Nullable Measurement measured) {
        return measured == null ? 0 : measured.relativeError();
    }

    private boolean isAbsolute() {
        return beside.isEmpty() || beside.equals(RUN);
    }

    /** The bound as one reads it. */
    String bound() {
        String bound = number(atMost) + (isAbsolute() ? unit() : " x " + beside);
        return Double.isNaN(orAtMost) ? bound : bound + " or " + number(orAtMost) + " ns";
    }

    private String unit() {
        if (beside.equals(RUN)) {
            return " in a row";
        }
        return which.group().equals("Footprint") ? " B" : " ns";
    }

    static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value).replaceAll("0$", "");
    }
}
