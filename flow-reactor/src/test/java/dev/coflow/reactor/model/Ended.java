package dev.coflow.reactor.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Nothing, and the end as soon as it is subscribed. */
record Ended<T>(Supplier<? extends @Nullable Throwable> error) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> downstream) {
        downstream.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                // there is nothing
            }

            @Override
            public void cancel() {
                // it has ended
            }
        });
        Throwable e = error.get();
        if (e == null) {
            downstream.onComplete();
        } else {
            downstream.onError(e);
        }
    }
}
