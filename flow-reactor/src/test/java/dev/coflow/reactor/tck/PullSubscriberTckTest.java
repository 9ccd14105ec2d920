package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import dev.coflow.Turn;
import dev.coflow.reactor.ReactorFlow;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** The subscriber by which a body pulls. */
public class PullSubscriberTckTest extends SubscriberBlackboxVerification<Long> {

    public PullSubscriberTckTest() {
        super(FlowVerification.environment());
    }

    @Override
    public Subscriber<Long> createSubscriber() {
        return subscriberOf((turn, source) -> {
            for (long item : turn.pull(source, 2)) {
                turn.context(item);
            }
        });
    }

    /** What a body does with a source. */
    interface Reading {
        void read(Turn turn, Publisher<Long> source);
    }

    /** The subscriber that a body gives to its source. */
    static Subscriber<Long> subscriberOf(Reading reading) {
        CompletableFuture<Subscriber<? super Long>> subscriber = new CompletableFuture<>();
        ReactorFlow.toFlux(Flow.run(turn -> reading.read(turn, subscriber::complete)))
                .onErrorComplete() // an error of the source is the body's, and no fault here
                .subscribe();
        @SuppressWarnings("unchecked") // a subscriber consumes
        Subscriber<Long> result = (Subscriber<Long>) subscriber.join();
        return result;
    }

    @Override
    public void required_spec213_blackbox_onError_mustThrowNullPointerExceptionWhenParametersAreNull() {
        notVerified(); // as in Reactor, it is left to publishers to signal no null
    }

    @Override
    public Long createElement(int element) {
        return (long) element;
    }
}
