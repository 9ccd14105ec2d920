package dev.coflow.reactor.tck;

import dev.coflow.Flow;

/** Sequential code that emits. */
public class BodyTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return body(size);
    }
}
