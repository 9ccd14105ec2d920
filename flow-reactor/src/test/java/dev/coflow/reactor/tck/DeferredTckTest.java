package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import dev.coflow.reactor.FlowDeferred;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;

/** A result under way: one item at most, replayed. */
public class DeferredTckTest extends PublisherVerification<Long> {

    public DeferredTckTest() {
        super(FlowVerification.environment());
    }

    @Override
    public Publisher<Long> createPublisher(long elements) {
        return FlowDeferred.from(Flow.task(turn -> elements == 0 ? null : 0L));
    }

    @Override
    public Publisher<Long> createFailedPublisher() {
        return FlowDeferred.from(Flow.task(turn -> {
            throw FlowVerification.EXPECTED;
        }));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
