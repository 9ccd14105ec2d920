package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import reactor.core.publisher.Flux;

/** A body that joins the run of another through operators of Reactor, one of which changes the thread. */
public class JoinedThroughOperatorsTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.generate(
                out -> out.emitAll(Flux.from(body(size)).publishOn(BESIDE).filter(x -> x >= 0)));
    }
}
