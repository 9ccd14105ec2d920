package dev.coflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TargetTest {

    private static final Results RESULTS = new Fixture()
            .time("PullBenchmark.flow", 44, 4)
            .time("PullBenchmark.reactor", 40, 4)
            .time("PullBenchmark.kotlinFlux", 100, 10)
            .run("PullBenchmark.flow", 3)
            .results();

    private static String verdict(String beside, String atMost) {
        return Target.parse("Pull | | flow | " + beside + " | " + atMost + " | no")
                .verdict(RESULTS, 25);
    }

    @Test
    void isMetBelowTheBound() {
        assertThat(verdict("reactor", "1.4")).isEqualTo("met");
        assertThat(verdict("kotlinFlux", "0.6")).isEqualTo("met");
    }

    @Test
    void isMissedByMoreThanTheError() {
        assertThat(verdict("reactor", "0.8")).isEqualTo("missed");
    }

    @Test
    void saysWhenTheErrorIsAsLargeAsTheDistance() {
        assertThat(verdict("reactor", "1")).isEqualTo("missed, within the error");
        assertThat(verdict("reactor", "1.1")).isEqualTo("met, within the error");
    }

    @Test
    void isMissedThoughBothErrorsTogetherExceedIt() {
        Results uncertain = new Fixture()
                .time("PullBenchmark.flow", 800, 720)
                .time("PullBenchmark.reactor", 10, 9)
                .results();
        assertThat(Target.parse("Pull | | flow | reactor | 2 | no").verdict(uncertain, 25))
                .isEqualTo("missed");
    }

    @Test
    void isMetByATimeThatWillDoAsWell() {
        assertThat(verdict("reactor", "0.5 or 45 ns")).isEqualTo("met");
        assertThat(verdict("reactor", "0.5 or 43 ns")).isEqualTo("missed");
    }

    @Test
    void isABoundWhereThereIsNoPeer() {
        assertThat(verdict("", "50")).isEqualTo("met");
        assertThat(verdict("", "44")).isEqualTo("met, within the error");
        assertThat(verdict("", "30")).isEqualTo("missed");
        assertThat(verdict("run", "3")).isEqualTo("met");
        assertThat(verdict("run", "2")).isEqualTo("missed");
    }

    @Test
    void isLeftOutWhereThePeerWasNotMeasured() {
        assertThat(verdict("fiberInterop", "1")).isEmpty();
    }

    @Test
    void isMeantForPlatformThreadsOnlyWhereItSaysSo() {
        assertThat(Target.parse("Pull | | flow | reactor | 2 | no").verdict(RESULTS, 17))
                .isEmpty();
        assertThat(Target.parse("Pull | | flow | reactor | 2 | yes").verdict(RESULTS, 17))
                .isEqualTo("met");
    }

    @Test
    void standsInATable() {
        List<Target> targets = List.of(
                Target.parse("Pull | | flow | fiberInterop | 1 or 45 ns | no"),
                Target.parse("Pull | | flow | reactor | 1.2 | no"),
                Target.parse("Pull | | flow | run | 1 | no"));

        assertThat(TargetTable.of(targets, new TreeMap<>(Map.of(25, RESULTS))))
                .contains(
                        "| Take and pass on | flow | 1 x fiberInterop or 45 ns |  |  |",
                        "| Take and pass on | flow | 1.2 x reactor | 1.10 | met, within the error |",
                        "| Take and pass on | flow | 1 in a row | 3.00 | missed |");
    }

    @Test
    void namesWhatExists() throws ClassNotFoundException {
        for (Target target : TargetTable.targets()) {
            String group = target.which().group();
            if (!group.equals("Footprint")) {
                assertThat(methods(group)).as(group).contains(target.way());
                if (!Set.of("", "run", "fiberInterop").contains(target.beside())) {
                    assertThat(methods(group)).as(group).contains(target.beside());
                }
            }
        }
    }

    private static Set<String> methods(String group) throws ClassNotFoundException {
        return Arrays.stream(Class.forName("dev.coflow.benchmarks." + group + "Benchmark")
                        .getMethods())
                .map(Method::getName)
                .collect(Collectors.toSet());
    }
}
