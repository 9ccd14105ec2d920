package dev.coflow.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What all ways to find the best words have in common. */
public final class Scrabble {

    /** A word is not shorter. */
    public static final int SHORTEST = 3;

    /** The best of so many words each is what the ranking is of. */
    public static final int PAGE = 50;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z]+");

    private Scrabble() {}

    /** The text of this project's documents. The build has put them beside the classes. */
    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> documents = Files.list(Path.of(
                Objects.requireNonNull(Scrabble.class.getResource("text")).toURI()))) {
            for (Path document : documents.sorted().toList()) {
                lines.addAll(Files.readAllLines(document));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot read the documents", e);
        }
        return lines;
    }

    /** The words of a line in small letters. */
    public static List<String> words(String line) {
        return Arrays.asList(BETWEEN_WORDS.split(line.toLowerCase(Locale.ROOT)));
    }

    public static List<Character> letters(String word) {
        return word.chars().mapToObj(letter -> (char) letter).toList();
    }

    public static Scored best(List<Scored> page) {
        return Collections.min(page);
    }
}
