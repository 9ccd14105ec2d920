package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** A source of one subscriber that an actor signals to. */
final class ManualSource extends Flux<Object> {

    private volatile @Nullable CoreSubscriber<? super Object> subscriber;

    @Override
    public void subscribe(CoreSubscriber<? super Object> actual) {
        actual.onSubscribe(Operators.emptySubscription());
        subscriber = actual;
    }

    boolean isSubscribed() {
        return subscriber != null;
    }

    CoreSubscriber<? super Object> subscriber() {
        return subscriber;
    }
}
