package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import java.util.stream.LongStream;

/** A stream read beside, on a thread for blocking work. */
public class ThreadedStreamTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return Flow.threadedStream(() -> LongStream.range(0, size).boxed());
    }

    @Override
    protected boolean isOutermostReactors() {
        return true;
    }
}
