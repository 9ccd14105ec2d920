package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrimesTest {

    private static final List<String> EXPECTED = List.of(
            "1229 primes up to 10000",
            "tick 1",
            "2262 primes up to 20000",
            "tick 2",
            "3245 primes up to 30000",
            "tick 3",
            "4203 primes up to 40000",
            "tick 4",
            "5133 primes up to 50000",
            "tick 5");

    @Test
    void tickerTicksBetweenTheChunks() throws Exception {
        assertThat(Transcript.of("primes")).isEqualTo(EXPECTED);
    }

    @Test
    void orderIsTheSameEveryTime() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(Transcript.of("primes")).isEqualTo(EXPECTED);
        }
    }
}
