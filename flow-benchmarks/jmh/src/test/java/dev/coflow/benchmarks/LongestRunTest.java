package dev.coflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongestRunTest {

    private final LongestRun run = new LongestRun(2, 4);

    private void items(int... inputs) {
        IntStream.of(inputs).forEach(run::item);
    }

    @Test
    void isOneWhereInputsAlternate() {
        items(0, 1, 0, 1, 0, 1, 0, 1);

        assertThat(run.longest()).isEqualTo(1);
        assertThat(run.allCame()).isTrue();
    }

    @Test
    void isTheLongestOfSeveral() {
        items(0, 0, 1, 1, 1, 0, 1, 0);

        assertThat(run.longest()).isEqualTo(3);
    }

    @Test
    void doesNotCountWhatComesWhenTheOthersHaveNothingLeft() {
        items(1, 1, 0, 1, 1, 0, 0, 0);

        assertThat(run.longest()).isEqualTo(2);
    }

    @Test
    void isAllOfAnInputThatCameBeforeTheOther() {
        items(0, 0, 0, 0, 1, 1, 1, 1);

        assertThat(run.longest()).isEqualTo(4);
    }

    @Test
    void saysWhenItemsAreMissing() {
        items(0, 1, 0);

        assertThat(run.allCame()).isFalse();
    }
}
