package dev.coflow.reactor.tck;

import dev.coflow.Flow;

/** A merge whose inputs are bodies. */
public class MergeOfBodiesTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.merge(body(half(size)), body(size - half(size)));
    }

    @Override
    protected Flow<Long> failedFlow() {
        return Flow.merge(Flow.error(EXPECTED), body(1));
    }
}
