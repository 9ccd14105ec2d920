package dev.coflow.reactor.model;

import java.util.Optional;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Ends with the first item that is empty. */
record Ending<T>(Publisher<Optional<T>> source) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> downstream) {
        source.subscribe(new Subscriber<>() {
            private Subscription upstream;
            private boolean over;

            @Override
            public void onSubscribe(Subscription s) {
                upstream = s;
                downstream.onSubscribe(s);
            }

            @Override
            public void onNext(Optional<T> item) {
                if (item.isPresent()) {
                    downstream.onNext(item.get());
                } else {
                    over = true;
                    upstream.cancel();
                    downstream.onComplete();
                }
            }

            @Override
            public void onError(Throwable e) {
                if (!over) {
                    downstream.onError(e);
                }
            }

            @Override
            public void onComplete() {
                if (!over) {
                    downstream.onComplete();
                }
            }
        });
    }
}
