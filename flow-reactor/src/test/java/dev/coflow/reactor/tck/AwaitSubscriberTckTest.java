package dev.coflow.reactor.tck;

import dev.coflow.Turn;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** The subscriber by which a body awaits an end. */
public class AwaitSubscriberTckTest extends SubscriberBlackboxVerification<Long> {

    public AwaitSubscriberTckTest() {
        super(FlowVerification.environment());
    }

    @Override
    public Subscriber<Long> createSubscriber() {
        return PullSubscriberTckTest.subscriberOf(Turn::awaitEnd);
    }

    @Override
    public void required_spec213_blackbox_onError_mustThrowNullPointerExceptionWhenParametersAreNull() {
        notVerified(); // as in Reactor, it is left to publishers to signal no null
    }

    @Override
    public void required_spec213_blackbox_onNext_mustThrowNullPointerExceptionWhenParametersAreNull() {
        notVerified(); // as in Reactor, it is left to publishers to signal no null
    }

    @Override
    public Long createElement(int element) {
        return (long) element;
    }
}
