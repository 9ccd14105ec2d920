package dev.coflow.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures, and prints the ratios. Arguments: the {@link Form}, and a regular expression for the cases. */
public final class Benchmarks {

    private static final String ALL_CASES = ".";

    private Benchmarks() {}

    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "a form and an expression for the cases required but it was " + String.join(" ", arguments));
        }
        Form form = Form.named(arguments[0]);
        Path results = measure(form, arguments[1]);
        System.out.println(RatioTable.read(results));
        System.exit(0); // peers leave threads behind
    }

    private static Path measure(Form form, String cases) throws RunnerException, IOException, InterruptedException {
        ResultFiles files = new ResultFiles(Path.of("results"), form);
        Files.createDirectories(files.directory());
        boolean all = cases.equals(ALL_CASES);
        Path results = all ? files.times() : files.timesOfSome();
        OptionsBuilder options = new OptionsBuilder();
        options.include(cases)
                .resultFormat(ResultFormatType.JSON)
                .result(results.toString())
                .shouldFailOnError(true);
        form.choose(options);
        new Runner(options.build()).run();
        if (all) {
            Figures.write(LongestRuns.measure(form.merges()), files.longestRuns());
            Footprint.fork(form.waiters(), form.waitersWithThreads(), files.footprint());
        }
        return results;
    }
}
