package dev.coflow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures the cases that are guarded, in less than a minute. */
final class GuardRun {

    private final ResultFiles files;

    GuardRun(ResultFiles files) {
        this.files = files;
    }

    /** Checks them, or records them for a JDK that nothing was recorded for. */
    void run(RecordedRatios ratios) throws IOException {
        if (ratios.exist()) {
            new Guard(ratios.read()).check(this::measure);
        } else {
            ratios.write(measure(Guarded.all()));
        }
    }

    private Results measure(List<Guarded> some) {
        OptionsBuilder options = new OptionsBuilder();
        Form.GUARD.choose(options);
        options.include(pattern(some));
        options.param("demand", Demand.UNBOUNDED.name(), Demand.ONE_INLINE.name())
                .param("inputs", "8")
                .param("fused", "false");
        try {
            Report report = Benchmarks.measure(options, files.times());
            System.out.println(report.tables());
            return report.results(files.jdk());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the methods' full names. */
    private static String pattern(List<Guarded> some) {
        return some.stream()
                .flatMap(guarded -> Stream.of(guarded.way(), Results.FLOOR)
                        .map(way -> guarded.which().group() + "Benchmark\\." + way))
                .distinct()
                .collect(Collectors.joining("|", "\\.(", ")$"));
    }
}
