package dev.coflow;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The subscription of a subscriber that gets nothing but an error. */
final class Rejection implements Subscription {

    private Rejection() {}

    static void signal(Throwable error, Subscriber<?> subscriber) {
        subscriber.onSubscribe(new Rejection()); // §1.9
        subscriber.onError(error);
    }

    @Override
    public void request(long n) {
        // there are no items
    }

    @Override
    public void cancel() {
        // there is nothing to cancel
    }
}
