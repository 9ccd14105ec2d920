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

    private Benchmarks() {}

    public static void main(String[] arguments) throws RunnerException, IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "a form and an expression for the cases required but it was " + String.join(" ", arguments));
        }
        Form form = Form.named(arguments[0]);
        Path results = Path.of("results", arguments[0], Runtime.version().feature() + ".json");
        Files.createDirectories(results.getParent());
        OptionsBuilder options = new OptionsBuilder();
        options.include(arguments[1])
                .resultFormat(ResultFormatType.JSON)
                .result(results.toString())
                .shouldFailOnError(true);
        form.choose(options);
        new Runner(options.build()).run();
        System.out.println(RatioTable.read(results));
    }
}
