package dev.coflow.benchmarks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The cases of a group, a row for each way to write one, and columns for each JDK. */
final class RatioTable {

    private static final List<String> COLUMNS = List.of("x Reactor", "x ours");

    private final Map<Integer, Results> jdks;
    private final StringBuilder table = new StringBuilder();

    private RatioTable(Map<Integer, Results> jdks) {
        this.jdks = jdks;
    }

    /** Of results by the JDK's version. */
    static String of(String group, Map<Integer, Results> jdks) {
        return new RatioTable(jdks).write(group);
    }

    private String write(String group) {
        Set<Case> cases = new LinkedHashSet<>();
        jdks.values().forEach(results -> cases.addAll(results.cases().keySet()));
        cases.removeIf(which -> !which.group().equals(group));
        boolean runs = cases.stream().anyMatch(this::hasRuns);
        header(cases, runs);
        cases.forEach(which -> ways(which).forEach(way -> row(which, way, runs)));
        return table.toString();
    }

    private boolean hasRuns(Case which) {
        return jdks.values().stream().anyMatch(results -> results.longestRun(which, Results.OURS) != null);
    }

    private Set<String> ways(Case which) {
        Set<String> ways = new TreeSet<>();
        jdks.values()
                .forEach(results -> ways.addAll(
                        results.cases().getOrDefault(which, Map.of()).keySet()));
        return ways;
    }

    private void header(Set<Case> cases, boolean runs) {
        String unit = unit(cases);
        table.append("| case | written with |");
        jdks.keySet().forEach(jdk -> {
            COLUMNS.forEach(column ->
                    table.append(' ').append(jdk).append(": ").append(column).append(" |"));
            table.append(' ').append(jdk).append(": ").append(unit).append(" |");
            if (runs) {
                table.append(' ').append(jdk).append(": longest run |");
            }
        });
        table.append("\n|---|---|")
                .append("--:|".repeat(jdks.size() * (COLUMNS.size() + (runs ? 2 : 1))))
                .append('\n');
    }

    private String unit(Set<Case> cases) {
        return jdks.values().stream()
                .flatMap(results -> cases.stream()
                        .flatMap(which -> results.cases().getOrDefault(which, Map.of()).values().stream()))
                .map(measured -> measured.unit().replace("/op", ""))
                .findFirst()
                .orElse("");
    }

    private void row(Case which, String way, boolean runs) {
        table.append("| ").append(which.parameters()).append(" | ").append(way).append(" |");
        jdks.values().forEach(results -> {
            Measurement measured = results.of(which, way);
            cell(ratio(measured, results.of(which, Results.FLOOR)));
            cell(ratio(measured, results.of(which, Results.OURS)));
            cell(measured == null ? "" : measured.toString());
            if (runs) {
                Measurement run = results.longestRun(which, way);
                cell(run == null ? "" : String.format(Locale.ROOT, "%.0f", run.score()));
            }
        });
        table.append('\n');
    }

    private void cell(String text) {
        table.append(' ').append(text).append(text.isEmpty() ? "|" : " |");
    }

    private static String ratio(@Nullable Measurement measured, @Nullable Measurement to) {
        return measured == null || to == null ? "" : String.format(Locale.ROOT, "%.2f", measured.ratioTo(to));
    }
}
