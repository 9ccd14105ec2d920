package dev.coflow.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures, and prints the ratios; a full run also writes the page of results and the ratios that are guarded. Arguments: the {@link Form},
 * or several with commas between, and a regular expression for the cases. The form "report" writes the page alone.
 */
public final class Benchmarks {

    private static final String ALL_CASES = ".";
    private static final String REPORT = "report";

    private static final Path RESULTS = Path.of("results");
    private static final Path RECORDED = Path.of("recorded");
    private static final Path PAGE = Path.of("..", "..", "docs", "benchmarks.md");

    private Benchmarks() {}

    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "a form and an expression for the cases required but it was " + String.join(" ", arguments));
        }
        for (String form : arguments[0].split(",")) {
            if (form.equals(REPORT)) {
                writePage();
            } else {
                run(Form.named(form), arguments[1]);
            }
        }
    }

    private static void run(Form form, String cases) throws RunnerException, IOException, InterruptedException {
        ResultFiles files = new ResultFiles(RESULTS, form);
        Files.createDirectories(files.directory());
        RecordedRatios recorded = new RecordedRatios(RECORDED, files.jdk());
        OptionsBuilder options = new OptionsBuilder();
        if (form == Form.GUARD) {
            new GuardRun(files).run(recorded);
        } else if (cases.equals(ALL_CASES)) {
            form.choose(options);
            measure(options, files.times());
            Figures.write(LongestRuns.measure(form.merges()), files.longestRuns());
            Footprint.fork(form, files.footprint());
            finish(form, files, recorded);
        } else {
            form.choose(options);
            options.include(cases);
            System.out.println(measure(options, files.timesOfSome()).tables());
        }
    }

    private static void finish(Form form, ResultFiles files, RecordedRatios recorded)
            throws IOException, InterruptedException {
        Report report = Report.read(files.directory());
        System.out.println(report.tables());
        if (form != Form.SMOKE) {
            System.out.println(report.targets());
        }
        if (form == Form.FULL) {
            recorded.write(report.results(files.jdk()));
            Files.writeString(files.revision(), Revision.current().orElse("unknown"));
            writePage();
        }
    }

    private static void writePage() throws IOException {
        Report report = Report.read(RESULTS.resolve(Form.FULL.label()));
        Files.writeString(PAGE, report.page(Machine.describe()));
    }

    /** By JMH, whose results are kept in a file. */
    static Report measure(OptionsBuilder options, Path file) throws RunnerException, IOException {
        options.resultFormat(ResultFormatType.JSON).result(file.toString()).shouldFailOnError(true);
        new Runner(options.build()).run();
        return new Report().add(Runtime.version().feature(), new ObjectMapper().readTree(file.toFile()));
    }
}
