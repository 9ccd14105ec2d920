package dev.coflow.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** The results of a form on all JDKs where it was measured, in Markdown. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, Results> jdks = new TreeMap<>();
    private final Map<Integer, String> settings = new TreeMap<>();
    private final Map<Integer, String> revisions = new TreeMap<>();

    /** Reads the files that {@link ResultFiles} names. */
    static Report read(Path directory) throws IOException {
        Report report = new Report();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.matches("\\d+(-runs|-footprint)?\\.json")) {
                    report.add(jdkOf(name), JSON.readTree(file.toFile()));
                } else if (name.matches("\\d+-revision\\.txt")) {
                    report.of(jdkOf(name), Files.readString(file).strip());
                }
            }
        }
        return report;
    }

    /** Adds JMH's results, or such as {@link Figures} writes. */
    Report add(int jdk, JsonNode results) {
        jdks.computeIfAbsent(jdk, unused -> new Results()).add(results);
        if (results.path(0).has("vmName")) {
            settings.put(jdk, Settings.describe(results));
        }
        return this;
    }

    /** Says which version of the sources the results are of. */
    Report of(int jdk, String revision) {
        revisions.put(jdk, revision);
        return this;
    }

    private static int jdkOf(String name) {
        return Integer.parseInt(name.split("\\D", 2)[0]);
    }

    Results results(int jdk) {
        return Objects.requireNonNull(jdks.get(jdk));
    }

    /** All of it. */
    String page(String machine) {
        String head = Resource.lines("head.md").collect(Collectors.joining("\n"));
        return head.replace("{machine}", machine)
                        .replace(
                                "{jdks}", jdks.keySet().stream().map(this::line).collect(Collectors.joining("\n")))
                        .replace(
                                "{peers}",
                                "Reactor " + Flux.class.getPackage().getImplementationVersion() + "; "
                                        + Resource.lines("versions.properties")
                                                .map(line -> line.substring(line.indexOf('=') + 1))
                                                .collect(Collectors.joining("; ")))
                        .replace("{targets}", targets())
                + "\n\n" + tables();
    }

    private String line(int jdk) {
        String revision = revisions.get(jdk);
        return "- " + settings.getOrDefault(jdk, "JDK " + jdk) + (revision == null ? "" : ", of revision " + revision);
    }

    /** What was wanted, and what was reached. */
    String targets() {
        return TargetTable.of(TargetTable.targets(), jdks);
    }

    /** A section for each group of cases. */
    String tables() {
        return groups().stream()
                .map(group -> "### " + Group.titleOf(group) + "\n\n" + Group.textOf(group) + "\n\n"
                        + RatioTable.of(group, jdks))
                .collect(Collectors.joining("\n"));
    }

    private Set<String> groups() {
        Set<String> present = new LinkedHashSet<>();
        jdks.values().forEach(results -> results.cases().keySet().forEach(which -> present.add(which.group())));
        Set<String> groups =
                Arrays.stream(Group.values()).map(Group::type).collect(Collectors.toCollection(LinkedHashSet::new));
        groups.retainAll(present);
        groups.addAll(present);
        return groups;
    }
}
