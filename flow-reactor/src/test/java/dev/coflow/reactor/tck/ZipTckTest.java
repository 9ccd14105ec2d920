package dev.coflow.reactor.tck;

import dev.coflow.Flow;

/** Pairs of a body and a list. */
public class ZipTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.zip(body(size), plain(size), (left, right) -> left);
    }

    @Override
    protected Flow<Long> failedFlow() {
        return Flow.zip(body(1), Flow.<Long>error(EXPECTED), (left, right) -> left);
    }
}
