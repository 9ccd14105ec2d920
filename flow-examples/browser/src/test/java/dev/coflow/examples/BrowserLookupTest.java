package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserLookupTest {

    @TempDir
    private Path one;

    @TempDir
    private Path other;

    @Test
    void takesTheFirstThatIsOnThePath() throws IOException {
        program(one, "google-chrome");
        Path chromium = program(other, "chromium");

        assertThat(BrowserLookup.find(null, path())).isEqualTo(chromium);
    }

    @Test
    void takesTheOneThatIsNamedInTheEnvironment() throws IOException {
        program(one, "chromium");
        Path named = program(other, "mine");

        assertThat(BrowserLookup.find(null, Map.of("PATH", one.toString(), "CHROME_BIN", named.toString())))
                .isEqualTo(named);
    }

    @Test
    void theOneNamedByThePropertyComesFirst() throws IOException {
        Path named = program(one, "mine");
        Path inEnvironment = program(other, "yours");

        assertThat(BrowserLookup.find(named.toString(), Map.of("CHROME_BIN", inEnvironment.toString())))
                .isEqualTo(named);
    }

    @Test
    void withoutOneSaysWhatToDo() throws IOException {
        Files.createFile(one.resolve("chromium")); // not a program
        Files.createDirectory(other.resolve("chromium"));

        assertThatIllegalStateException()
                .isThrownBy(() -> BrowserLookup.find(null, path()))
                .withMessage(
                        "a browser is required but there was none of [chromium, chromium-browser, google-chrome] on the path %s:"
                                + " install the package chromium, or name a browser with -Ddev.coflow.browser=FILE or in the variable"
                                + " CHROME_BIN",
                        path().get("PATH"));
    }

    @Test
    void doesNotTakeAnotherThanTheOneThatIsNamed() throws IOException {
        program(one, "chromium");

        assertThatIllegalStateException()
                .isThrownBy(() -> BrowserLookup.find(one + "/mine", path()))
                .withMessageStartingWith(
                        "a browser is required but there was \"%s/mine\", which is no program: install", one);
    }

    private Map<String, String> path() {
        return Map.of("PATH", one + File.pathSeparator + other);
    }

    private static Path program(Path directory, String name) throws IOException {
        Path program = Files.createFile(directory.resolve(name));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }
}
