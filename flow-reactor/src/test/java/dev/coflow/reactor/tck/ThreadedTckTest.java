package dev.coflow.reactor.tck;

import dev.coflow.Flow;

/** An iterable read beside, on a thread for blocking work. */
public class ThreadedTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.threaded(() -> numbers(size));
    }

    @Override
    protected boolean isOutermostReactors() {
        return true;
    }
}
