package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** A source of one subscriber whose {@code onSubscribe} is left to an actor; it counts what it is told. */
final class LateSource extends Flux<Object> implements Subscription {

    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger cancels = new AtomicInteger();
    private volatile @Nullable CoreSubscriber<? super Object> subscriber;

    @Override
    public void subscribe(CoreSubscriber<? super Object> actual) {
        subscriber = actual;
    }

    /** Calls {@code onSubscribe}. */
    CoreSubscriber<? super Object> arrive() {
        CoreSubscriber<? super Object> s = subscriber;
        s.onSubscribe(this);
        return s;
    }

    @Override
    public void request(long n) {
        requested.addAndGet(n);
    }

    @Override
    public void cancel() {
        cancels.incrementAndGet();
    }

    long requested() {
        return requested.get();
    }

    int cancels() {
        return cancels.get();
    }
}
