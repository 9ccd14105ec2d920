package dev.coflow.benchmarks;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A case whose ratio to plain Reactor must not collapse.
 *
 * @param recorded the ratio that a full run had
 */
record Guarded(Case which, String way, double recorded) {

    /** How much slower it may be. A machine that does other things as well must not fail a build. */
    static final double FACTOR = 3;

    private static final List<Guarded> ALL = List.of(
            unmeasured("Body", "demand unbounded", "flow"),
            unmeasured("Body", "demand one inline", "flow"),
            unmeasured("Body", "demand unbounded", "flowSteps"),
            unmeasured("Pull", "", "flow"),
            unmeasured("Merge", "fused false, inputs 8", "flow"),
            unmeasured("Zip", "inputs 8", "flow"),
            unmeasured("Plain", "", "flow"));

    /** The cases that are guarded, without a ratio. */
    static List<Guarded> all() {
        return ALL;
    }

    private static Guarded unmeasured(String group, String parameters, String way) {
        return new Guarded(new Case(group, parameters), way, Double.NaN);
    }

    /** The same as these results have them. */
    static List<Guarded> in(Results results) {
        return ALL.stream().map(guarded -> guarded.as(results)).toList();
    }

    private Guarded as(Results results) {
        Double found = found(results);
        if (found == null) {
            throw new IllegalStateException("a result required for " + this);
        }
        return new Guarded(which, way, found);
    }

    /** From a line: case | parameters | written with | ratio. */
    static Guarded parse(String line) {
        List<String> columns =
                List.of(line.split("\\|")).stream().map(String::strip).toList();
        return new Guarded(
                new Case(columns.get(0), columns.get(1)), columns.get(2), Double.parseDouble(columns.get(3)));
    }

    /** What {@link #parse} reads. */
    String line() {
        return String.format(Locale.ROOT, "%s | %s | %s | %.2f", which.group(), which.parameters(), way, recorded);
    }

    /** By the best iterations: a guard is brief, and must stand what else the machine does. */
    @Nullable
    Double found(Results results) {
        Measurement ours = results.of(which, way);
        Measurement floor = results.of(which, Results.FLOOR);
        return ours == null || floor == null ? null : (Double) (ours.best() / floor.best());
    }

    /** Whether it is slower than it may be, or was not measured. Faster is fine. */
    boolean hasCollapsed(Results results) {
        Double found = found(results);
        return found == null || !(found <= FACTOR * recorded);
    }

    /** For whoever reads why the build failed. */
    String collapse(Results results) {
        return String.format(
                Locale.ROOT,
                "%s (%s), %s: %.2f x plain Reactor recorded, at most %.2f allowed, but it was %.2f",
                which.group(),
                which.parameters(),
                way,
                recorded,
                FACTOR * recorded,
                found(results));
    }
}
