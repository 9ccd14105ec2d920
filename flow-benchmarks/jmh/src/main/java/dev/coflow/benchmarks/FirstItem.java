package dev.coflow.benchmarks;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Asks for one item, and never for a second. */
final class FirstItem implements CoreSubscriber<Object> {

    private volatile @Nullable Subscription upstream;

    @Override
    public void onSubscribe(Subscription s) {
        upstream = s;
        s.request(1);
    }

    @Override
    public void onNext(Object item) {
        Waiters.WAITING.incrementAndGet();
    }

    @Override
    public void onError(Throwable e) {
        // is missed in the count
        e.printStackTrace();
    }

    @Override
    public void onComplete() {}

    void cancel() {
        Subscription s = upstream;
        if (s != null) {
            s.cancel();
        }
    }
}
