package dev.coflow.examples;

import dev.coflow.Flow;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Lines are read on a thread for blocking work, split in one body, counted in another. The file is the first argument, or
 * the project's README; an error of reading it arrives unchanged.
 */
final class WordCount {

    private static final int TOP = 10;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private WordCount() {}

    static Flow<String> lines(Path file) {
        return Flow.threadedStream(() -> Files.lines(file));
    }

    static Flow<String> words(Flow<String> lines) {
        return Flow.generate(out -> {
            for (String line : out.pull(lines)) {
                for (String word : NO_WORD.split(line)) {
                    if (!word.isEmpty()) {
                        out.emit(word.toLowerCase(Locale.ROOT));
                    }
                }
            }
        });
    }

    static Flow<Map<String, Integer>> counts(Flow<String> words) {
        return Flow.task(turn -> {
            Map<String, Integer> counts = new TreeMap<>();
            for (String word : turn.pull(words)) {
                counts.merge(word, 1, Integer::sum);
            }
            return counts;
        });
    }

    /** The most frequent first; words of one frequency in alphabetical order. */
    static List<String> top(Map<String, Integer> counts) {
        Comparator<Map.Entry<String, Integer>> frequency = Map.Entry.comparingByValue(Comparator.reverseOrder());
        return counts.entrySet().stream()
                .sorted(frequency.thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    static void run(PrintStream out, List<String> args) throws NoSuchFileException {
        Path file = args.isEmpty() ? readme(Path.of("").toAbsolutePath()) : Path.of(args.get(0));
        counts(words(lines(file))).concatMapIterable(WordCount::top).toList().forEach(out::println);
    }

    /** The README beside flow-api, in the given directory or one above it. */
    static Path readme(Path start) throws NoSuchFileException {
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            Path readme = directory.resolve("README.md");
            if (Files.exists(readme) && Files.isDirectory(directory.resolve("flow-api"))) {
                return readme;
            }
        }
        throw new NoSuchFileException("README.md", null, "not in " + start + " nor above it");
    }
}
