package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** Items of a body that are a time apart. */
public class PaceTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return body(size).pace(Duration.ofNanos(100));
    }

    @Override
    protected Flux<Long> toFlux(Flow<Long> flow) {
        return ReactorFlow.toFlux(flow, BESIDE);
    }
}
