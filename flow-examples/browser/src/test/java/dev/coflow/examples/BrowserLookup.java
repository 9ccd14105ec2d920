package dev.coflow.examples;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which browser: the one that is named, by a property or in the environment, or else the first that is on the path. */
final class BrowserLookup {

    static final String PROPERTY = "dev.coflow.browser";
    static final String VARIABLE = "CHROME_BIN";

    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");

    private BrowserLookup() {}

    static Path find() {
        return find(System.getProperty(PROPERTY), System.getenv());
    }

    static Path find(String property, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        return Stream.of(property, environment.get(VARIABLE))
                .filter(Objects::nonNull)
                .findFirst()
                .map(BrowserLookup::named)
                .orElseGet(() -> onPath(path));
    }

    private static Path named(String name) {
        Path program = Path.of(name);
        if (!isProgram(program)) {
            throw missing("\"" + name + "\", which is no program");
        }
        return program;
    }

    private static Path onPath(String path) {
        List<String> directories = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .toList();
        return PROGRAMS.stream()
                .flatMap(program ->
                        directories.stream().map(directory -> Path.of(directory).resolve(program)))
                .filter(BrowserLookup::isProgram)
                .findFirst()
                .orElseThrow(() -> missing("none of " + PROGRAMS + " on the path " + path));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static IllegalStateException missing(String found) {
        return new IllegalStateException("a browser is required but there was " + found
                + ": install the package chromium, or name a browser with -D" + PROPERTY + "=FILE or in the variable "
                + VARIABLE);
    }
}
