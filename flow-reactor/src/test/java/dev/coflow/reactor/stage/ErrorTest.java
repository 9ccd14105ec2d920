package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class ErrorTest {

    @Test
    void failsWithTheGivenErrorWithoutDemand() {
        IOException error = new IOException("given");
        Flow<Integer> flow = Flow.error(error);
        for (int subscription = 0; subscription < 2; subscription++) {
            StepVerifier.create(flow, 0)
                    .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                    .verify(Waiting.LIMIT);
        }
    }

    @Test
    void makesAFreshErrorForEverySubscriber() {
        AtomicInteger made = new AtomicInteger();
        Flow<Integer> flow = Flow.error(() -> new IOException("error " + made.incrementAndGet()));
        assertThat(made).hasValue(0);
        StepVerifier.create(flow).expectErrorMessage("error 1").verify(Waiting.LIMIT);
        StepVerifier.create(flow).expectErrorMessage("error 2").verify(Waiting.LIMIT);
    }

    @Test
    void failsInsideARunToo() {
        IOException error = new IOException("given");
        StepVerifier.create(Flow.merge(Flow.<Integer>error(error)))
                .expectErrorSatisfies(e -> assertThat(e).isSameAs(error))
                .verify(Waiting.LIMIT);
    }

    @Test
    void aSupplierThatThrowsIsAnError() {
        Supplier<IOException> throwing = () -> {
            throw new IllegalStateException("supplier");
        };
        StepVerifier.create(Flow.<Integer>error(throwing))
                .expectErrorMessage("supplier")
                .verify(Waiting.LIMIT);
    }
}
