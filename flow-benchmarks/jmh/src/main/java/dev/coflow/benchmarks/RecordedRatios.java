package dev.coflow.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The ratios of the last full run on a JDK, which are checked in. */
final class RecordedRatios {

    private final Path file;

    RecordedRatios(Path directory, int jdk) {
        file = directory.resolve(jdk + ".txt");
    }

    boolean exist() {
        return Files.exists(file);
    }

    List<Guarded> read() throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(Guarded::parse)
                    .toList();
        }
    }

    void write(Results results) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Written by a run of the benchmarks: case | parameters | written with | ratio to plain Reactor");
        Guarded.in(results).forEach(guarded -> lines.add(guarded.line()));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
