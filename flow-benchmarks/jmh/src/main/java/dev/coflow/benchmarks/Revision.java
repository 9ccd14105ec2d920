package dev.coflow.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which version of the sources this is. */
final class Revision {

    private Revision() {}

    /** As Git calls it; empty outside of a repository. */
    static Optional<String> current() throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException e) { // there is no git
            return Optional.empty();
        }
    }
}
