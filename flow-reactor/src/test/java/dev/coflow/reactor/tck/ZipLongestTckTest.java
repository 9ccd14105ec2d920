package dev.coflow.reactor.tck;

import dev.coflow.Flow;

/** Pairs of a body and a shorter list. */
public class ZipLongestTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.zipLongest(body(size), plain(size / 2), (left, right) -> left.orElse(-1L));
    }

    @Override
    protected Flow<Long> failedFlow() {
        return Flow.zipLongest(body(1), Flow.<Long>error(EXPECTED), (left, right) -> left.orElse(-1L));
    }
}
