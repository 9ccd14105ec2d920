package dev.coflow.reactor.tck;

import dev.coflow.Flow;

/** A merge whose inputs are polled, for they offer synchronous fusion. */
public class MergeOfPlainTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.merge(plain(half(size)), plain(size - half(size)));
    }

    @Override
    protected Flow<Long> failedFlow() {
        return Flow.merge(Flow.error(EXPECTED), plain(1));
    }
}
