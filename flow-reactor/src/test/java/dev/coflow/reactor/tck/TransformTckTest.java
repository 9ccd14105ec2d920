package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import reactor.core.publisher.Flux;

/** Operators of Reactor in the middle of a flow, one of which changes the thread. */
public class TransformTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return body(size).transform(f -> Flux.from(f).publishOn(BESIDE)).map(x -> x);
    }

    @Override
    protected boolean isOutermostReactors() {
        return true;
    }
}
