package dev.coflow.reactor.model;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** An expected error becomes the last value. */
record Trapping<T>(
        Publisher<T> source, Predicate<? super Throwable> expected, Function<? super Throwable, ? extends T> fallback)
        implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> downstream) {
        source.subscribe(new Operator(downstream));
    }

    private final class Operator implements Subscriber<T>, Subscription {
        private final Subscriber<? super T> downstream;
        private @Nullable Subscription upstream;
        private long requested;
        private @Nullable T last;
        private boolean over;
        private boolean cancelled;

        Operator(Subscriber<? super T> downstream) {
            this.downstream = downstream;
        }

        @Override
        public void onSubscribe(Subscription s) {
            upstream = s;
            downstream.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested = Demand.add(requested, n);
            if (last == null) {
                upstream.request(n);
            } else {
                emitLast();
            }
        }

        @Override
        public void onNext(T item) {
            requested = Demand.minusOne(requested);
            downstream.onNext(item);
        }

        @Override
        public void onError(Throwable e) {
            if (cancelled) {
                return;
            }
            if (!expected.test(e)) {
                downstream.onError(e);
                return;
            }
            try {
                last = fallback.apply(e);
            } catch (RuntimeException thrown) {
                downstream.onError(thrown);
                return;
            }
            emitLast();
        }

        private void emitLast() {
            if (last != null && requested > 0 && !over) {
                over = true;
                downstream.onNext(last);
                if (!cancelled) {
                    downstream.onComplete();
                }
            }
        }

        @Override
        public void onComplete() {
            downstream.onComplete();
        }

        @Override
        public void cancel() {
            over = true;
            cancelled = true;
            if (last == null) {
                upstream.cancel();
            }
        }
    }
}
