package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EchoTest {

    @Test
    void linesComeBackUntilOneSaysGoodBye() throws Exception {
        assertThat(Transcript.of("echo")).containsExactly("Hello, what shall I repeat?", "one", "two", "closed");
    }
}
