package dev.coflow.reactor.tck;

import dev.coflow.Flow;

/** Sequential code with one result. */
public class TaskTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.task(turn -> size == 0 ? null : 0L);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
