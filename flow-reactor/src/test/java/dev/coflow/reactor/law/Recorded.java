package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Traces written down under {@code src/test/resources/traces}, which every JDK and engine must repeat. To record them anew, after a
 * change that is meant to change the order of turns:
 *
 * <pre>mvn test -pl flow-reactor -am -Dtest=ReproducibleTest -Dsurefire.failIfNoSpecifiedTests=false -Ddev.coflow.traces=src/test/resources/traces</pre>
 */
final class Recorded {

    private static final String DIRECTORY = System.getProperty("dev.coflow.traces");

    private Recorded() {}

    /** The trace of that name, or the one given if traces are being recorded. */
    static String trace(String name, String now) {
        try {
            if (DIRECTORY != null) {
                Files.writeString(Files.createDirectories(Path.of(DIRECTORY)).resolve(name + ".txt"), now);
                return now;
            }
            try (InputStream file = Recorded.class.getResourceAsStream("/traces/" + name + ".txt")) {
                assertThat(file).as("the recorded trace " + name).isNotNull();
                return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
