package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class FibonacciTest {

    @Test
    void printsTheFirstTen() throws Exception {
        assertThat(Transcript.of("generator")).containsExactly("0", "1", "1", "2", "3", "5", "8", "13", "21", "34");
    }

    @Test
    void goesOnAsFarAsItIsAsked() {
        StepVerifier.create(Fibonacci.fibonacci(), 0)
                .thenRequest(2)
                .expectNext(0L, 1L)
                .thenRequest(3)
                .expectNext(1L, 2L, 3L)
                .thenCancel()
                .verify();
    }
}
