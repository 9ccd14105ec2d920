package dev.coflow.reactor.model;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Runs an action before the completion, unless it was cancelled. */
final class Finishing<T> implements Subscriber<T> {

    private final Subscriber<? super T> downstream;
    private final Runnable onFinish;
    private boolean cancelled;

    Finishing(Subscriber<? super T> downstream, Runnable onFinish) {
        this.downstream = downstream;
        this.onFinish = onFinish;
    }

    @Override
    public void onSubscribe(Subscription s) {
        downstream.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                s.request(n);
            }

            @Override
            public void cancel() {
                cancelled = true;
                s.cancel();
            }
        });
    }

    @Override
    public void onNext(T item) {
        downstream.onNext(item);
    }

    @Override
    public void onError(Throwable e) {
        downstream.onError(e);
    }

    @Override
    public void onComplete() {
        if (!cancelled) {
            onFinish.run();
            downstream.onComplete();
        }
    }
}
