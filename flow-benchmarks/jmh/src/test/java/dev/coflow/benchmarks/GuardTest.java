package dev.coflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

    private static final Guarded PULL = new Guarded(new Case("Pull", ""), "flow", 2);
    private static final Guarded PLAIN = new Guarded(new Case("Plain", ""), "flow", 1);

    private final List<List<Guarded>> measured = new ArrayList<>();

    /** Measures what is said, one after the other. */
    private void check(Results... results) {
        Iterator<Results> next = List.of(results).iterator();
        new Guard(List.of(PULL, PLAIN)).check(some -> {
            measured.add(some);
            return next.next();
        });
    }

    private static Results ratios(double pull, double plain) {
        return new Fixture()
                .time("PullBenchmark.flow", pull * 10, 1)
                .time("PullBenchmark.reactor", 10, 1)
                .time("PlainBenchmark.flow", plain * 5, 1)
                .time("PlainBenchmark.reactor", 5, 1)
                .results();
    }

    @Test
    void measuresOnceWhatIsNotThreeTimesSlower() {
        assertThatCode(() -> check(ratios(6, 0.1))).doesNotThrowAnyException();

        assertThat(measured).containsExactly(List.of(PULL, PLAIN));
    }

    @Test
    void measuresWhatCollapsedOnceMore() {
        assertThatCode(() -> check(ratios(6.1, 1), ratios(5, 9))).doesNotThrowAnyException();

        assertThat(measured).containsExactly(List.of(PULL, PLAIN), List.of(PULL));
    }

    @Test
    void failsWithWhatCollapsedTwice() {
        assertThatIllegalStateException()
                .isThrownBy(() -> check(ratios(7, 3.1), ratios(5, 3.25)))
                .withMessage("slower than it was, twice:\n"
                        + "Plain (), flow: 1.00 x plain Reactor recorded, at most 3.00 allowed, but it was 3.25");
    }

    @Test
    void comparesTheBestIterations() {
        Results disturbed = new Fixture()
                .time("PullBenchmark.flow", 500, 900)
                .iterations(21, 1479, 30)
                .time("PullBenchmark.reactor", 10, 1)
                .iterations(10, 11, 12)
                .results();

        assertThat(PULL.found(disturbed)).isEqualTo(2.1);
    }

    @Test
    void failsWhenACaseIsNotMeasured() {
        assertThatIllegalStateException().isThrownBy(() -> check(new Results(), new Results()));
    }

    @Test
    void readsWhatItRecords(@TempDir Path directory) throws IOException {
        RecordedRatios recorded = new RecordedRatios(directory.resolve("new"), 25);
        assertThat(recorded.exist()).isFalse();

        recorded.write(all(1.234));

        assertThat(recorded.exist()).isTrue();
        assertThat(recorded.read())
                .hasSameSizeAs(Guarded.all())
                .allSatisfy(guarded -> assertThat(guarded.recorded()).isEqualTo(1.23))
                .contains(new Guarded(new Case("Merge", "fused false, inputs 8"), "flow", 1.23));
    }

    @Test
    void recordsAllOrNothing(@TempDir Path directory) {
        RecordedRatios recorded = new RecordedRatios(directory, 25);

        assertThatIllegalStateException().isThrownBy(() -> recorded.write(ratios(1, 1)));
        assertThat(recorded.exist()).isFalse();
    }

    private static Results all(double ratio) {
        Fixture fixture = new Fixture();
        for (String way : List.of("flow", "flowSteps", "reactor")) {
            double score = way.equals("reactor") ? 100 : 100 * ratio;
            Stream.of("UNBOUNDED", "ONE_INLINE")
                    .forEach(demand -> fixture.time("BodyBenchmark." + way, score, 1, "demand", demand));
            fixture.time("PullBenchmark." + way, score, 1)
                    .time("MergeBenchmark." + way, score, 1, "inputs", "8", "fused", "false")
                    .time("ZipBenchmark." + way, score, 1, "inputs", "8")
                    .time("PlainBenchmark." + way, score, 1);
        }
        return fixture.results();
    }
}
