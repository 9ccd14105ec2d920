package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
import dev.coflow.reactor.ReactorFlow;
import reactor.core.publisher.Flux;

/** A state machine, which cooperates now and then. */
public class StepsTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.fromSteps(() -> new Steps<>() {
            private long next;
            private boolean cooperated;

            @Override
            public Step<Long> next() {
                cooperated = !cooperated && next % 3 == 0;
                if (cooperated) {
                    return Step.cooperate();
                }
                return next < size ? Step.emit(next++) : Step.done();
            }
        });
    }

    @Override
    protected Flux<Long> toFlux(Flow<Long> flow) {
        return ReactorFlow.toFlux(flow, BESIDE); // where it hops to
    }
}
