package dev.coflow.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What a program printed, line by line. */
final class Transcript {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, UTF_8);

    /** Runs the example of that name, as the tour does. */
    static List<String> of(String name, String... args) throws Exception {
        Transcript transcript = new Transcript();
        Example example = Examples.ALL.stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
        example.run(transcript.stream(), List.of(args));
        return transcript.lines();
    }

    PrintStream stream() {
        return stream;
    }

    List<String> lines() {
        return bytes.toString(UTF_8).lines().toList();
    }
}
