package dev.coflow.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What it was measured on, as far as the system says. */
final class Machine {

    private Machine() {}

    static String describe() {
        Stream<String> parts = Stream.of(
                        Optional.of(Runtime.getRuntime().availableProcessors() + " processors"),
                        field("cpuinfo", "model name"),
                        field("meminfo", "MemTotal").map(Machine::gigabytes),
                        Optional.of(System.getProperty("os.name") + " " + numeric(System.getProperty("os.version"))
                                + " on " + System.getProperty("os.arch")))
                .flatMap(Optional::stream);
        return parts.collect(Collectors.joining(", "));
    }

    /** The first of that name in a file of Linux. */
    private static Optional<String> field(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String gigabytes(String kilobytes) {
        return Math.round(Double.parseDouble(kilobytes.replace(" kB", "")) / (1 << 20)) + " GB";
    }

    /** Without what a builder has added. */
    private static String numeric(String version) {
        return version.replaceFirst("[^0-9.].*", "");
    }
}
