package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordCountTest {

    @TempDir
    Path directory;

    @Test
    void mostFrequentFirstThenByAlphabet() throws Exception {
        Path file = Files.writeString(directory.resolve("words.txt"), "the cat, the dog;\n\nThe Ant - cat: bee!\n");

        assertThat(Transcript.of("wordcount", file.toString()))
                .containsExactly("the 3", "cat 2", "ant 1", "bee 1", "dog 1");
    }

    @Test
    void printsTenAtMost() throws Exception {
        Path file = Files.writeString(directory.resolve("words.txt"), "l k j i h g f e d c b a");

        assertThat(Transcript.of("wordcount", file.toString()))
                .containsExactly("a 1", "b 1", "c 1", "d 1", "e 1", "f 1", "g 1", "h 1", "i 1", "j 1");
    }

    @Test
    void printsNothingForAnEmptyFile() throws Exception {
        Path file = Files.createFile(directory.resolve("empty.txt"));

        assertThat(Transcript.of("wordcount", file.toString())).isEmpty();
    }

    @Test
    void missingFileIsTheErrorOfReadingIt() {
        Path missing = directory.resolve("missing.txt");

        assertThatThrownBy(() -> Transcript.of("wordcount", missing.toString()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing.toString());
    }

    @Test
    void splitsAtWhatIsNoLetterOrDigit() {
        assertThat(WordCount.words(Flow.of("Über-Flow (2003): flow's")).toList())
                .containsExactly("über", "flow", "2003", "flow", "s");
    }

    @Test
    void findsTheReadmeAboveTheWorkingDirectory() throws Exception {
        Path readme = Files.createFile(directory.resolve("README.md"));
        Files.createDirectory(directory.resolve("flow-api"));
        Path inside = Files.createDirectories(directory.resolve("flow-examples/target"));
        Files.createFile(inside.resolve("README.md"));

        assertThat(WordCount.readme(inside)).isEqualTo(readme);
    }

    @Test
    void saysWhereItLookedForTheReadme() {
        assertThatThrownBy(() -> WordCount.readme(Path.of("nowhere")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("README.md: not in nowhere nor above it");
    }
}
