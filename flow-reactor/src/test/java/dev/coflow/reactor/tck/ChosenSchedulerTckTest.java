package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** A body whose delays and hops go through a scheduler that its user has chosen. */
public class ChosenSchedulerTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.generate(out -> {
            for (long i = 0; i < size; i++) {
                out.emit(i);
                if (i % 4 == 0) {
                    out.cooperate();
                }
                if (i % 16 == 0) {
                    out.cooperate(Duration.ofNanos(1));
                }
            }
        });
    }

    @Override
    protected Flux<Long> toFlux(Flow<Long> flow) {
        return ReactorFlow.toFlux(flow, BESIDE);
    }
}
