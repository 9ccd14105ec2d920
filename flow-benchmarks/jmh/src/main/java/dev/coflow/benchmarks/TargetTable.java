package dev.coflow.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The targets, and what was reached on each JDK. */
final class TargetTable {

    private TargetTable() {}

    static List<Target> targets() {
        return Resource.lines("targets.txt")
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Target::parse)
                .toList();
    }

    static String of(List<Target> targets, Map<Integer, Results> jdks) {
        String header =
                jdks.keySet().stream().map(jdk -> " JDK " + jdk + " | |").collect(Collectors.joining());
        StringBuilder table = new StringBuilder("| case | written with | at most |" + header + "\n|---|---|--:|"
                + "--:|---|".repeat(jdks.size()) + "\n");
        for (Target target : targets) {
            table.append(String.format("| %s | %s | %s |", title(target.which()), target.way(), target.bound()));
            jdks.forEach((jdk, results) -> table.append(
                    String.format(" %s | %s |", number(target.reached(results)), target.verdict(results, jdk))));
            table.append('\n');
        }
        return table.toString();
    }

    private static String title(Case which) {
        String title = Group.titleOf(which.group());
        return which.parameters().isEmpty() ? title : title + ": " + which.parameters();
    }

    private static String number(@Nullable Double reached) {
        if (reached == null) {
            return "";
        }
        return String.format(Locale.ROOT, reached < 100 ? "%.2f" : "%.0f", reached);
    }
}
