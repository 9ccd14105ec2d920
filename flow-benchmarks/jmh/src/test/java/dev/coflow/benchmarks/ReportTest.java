package dev.coflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void givesRatiosToReactorAndToOurs() {
        Fixture pull = new Fixture()
                .time("PullBenchmark.flow", 40, 2)
                .time("PullBenchmark.reactor", 20, 5)
                .time("PullFiberBenchmark.fiberInterop", 60, 3);

        assertThat(new Report().add(25, pull.json()).tables())
                .contains(
                        "| case | written with | 25: x Reactor | 25: x ours | 25: ns |",
                        "|  | fiberInterop | 3.00 | 1.50 | 60 ± 5 % |",
                        "|  | flow | 2.00 | 1.00 | 40 ± 5 % |",
                        "|  | reactor | 1.00 | 0.50 | 20 ± 25 % |");
    }

    @Test
    void saysWhatWasMeasuredOnEachJdk() {
        Report report = new Report()
                .add(17, new Fixture().time("PullBenchmark.flow", 40, 2).json())
                .add(25, new Fixture().time("PullBenchmark.flow", 40, 2).json())
                .of(25, "abc1234");

        assertThat(report.page("a machine").lines())
                .contains("- a machine")
                .anyMatch(line -> line.startsWith("- JDK") && line.endsWith(" measured"))
                .anyMatch(line -> line.startsWith("- JDK") && line.endsWith(", of revision abc1234"));
    }

    @Test
    void leavesOutAnErrorThatIsNotKnown() {
        Fixture pull = new Fixture().time("PullBenchmark.reactor", 20, Double.NaN);

        assertThat(new Report().add(25, pull.json()).tables()).contains("|  | reactor | 1.00 | | 20 |");
    }

    @Test
    void putsJdksSideBySideAndLeavesGaps() {
        Report report = new Report()
                .add(
                        25,
                        new Fixture()
                                .time("PlainBenchmark.flow", 1.23, Double.NaN)
                                .json())
                .add(
                        17,
                        new Fixture()
                                .time("PlainBenchmark.reactor", 2, Double.NaN)
                                .json());

        assertThat(report.tables())
                .contains(
                        "| case | written with | 17: x Reactor | 17: x ours | 17: ns | 25: x Reactor | 25: x ours | 25: ns |",
                        "|  | flow | | | | | 1.00 | 1.2 |",
                        "|  | reactor | 1.00 | | 2.0 | | | |");
    }

    @Test
    void putsTheLongestRunBesideTheTimeOfAMerge() {
        Report report = new Report()
                .add(
                        25,
                        new Fixture()
                                .time("MergeBenchmark.flow", 20, Double.NaN, "inputs", "2", "fused", "false")
                                .json())
                .add(
                        25,
                        new Fixture()
                                .run("MergeBenchmark.flow", 1, "fused", "false", "inputs", "2")
                                .json());

        assertThat(report.tables()).contains("| fused false, inputs 2 | flow | | 1.00 | 20 | 1 |");
    }

    @Test
    void keepsTheOrderOfGroupsAndReportsUnknownOnes() {
        Fixture several = new Fixture()
                .time("NobodyKnowsBenchmark.flow", 1, Double.NaN)
                .time("PlainBenchmark.flow", 1, Double.NaN)
                .time("BodyBenchmark.flow", 1, Double.NaN, "demand", "ONE_INLINE");

        assertThat(new Report().add(25, several.json()).tables())
                .containsSubsequence(
                        "### A loop that emits", "| demand one inline |", "### Plain operators", "### NobodyKnows");
    }

    @Test
    void saysWhatItIsOfAndNothingOfPaths() {
        String page = new Report()
                .add(25, new Fixture().time("PullBenchmark.flow", 40, 2).json())
                .page("a machine");

        assertThat(page)
                .contains(
                        "- a machine\n",
                        "- JDK 25.0.3 (OpenJDK 64-Bit Server VM 25.0.3+9-LTS): 1 results, each of 2 JVMs with 1 iteration of 2 s to"
                                + " warm up and 4 iterations of 3 s measured",
                        "Kotlin 2",
                        "Reactor 3",
                        "RxJava 3",
                        "Mutiny 3",
                        "JMH 1")
                .doesNotContain("/the/place", "{", "${");
    }
}
