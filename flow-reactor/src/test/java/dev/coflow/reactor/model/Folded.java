package dev.coflow.reactor.model;

import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads all items once there is demand, and emits one result, or none. */
record Folded<S, A, T>(
        Turns turns,
        Publisher<S> source,
        Callable<? extends A> seed,
        BiFunction<? super A, ? super S, ? extends A> accumulator,
        Function<? super A, ? extends @Nullable T> result)
        implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> downstream) {
        downstream.onSubscribe(new Operator(downstream));
    }

    private final class Operator implements Subscriber<S>, Subscription {
        private final Subscriber<? super T> downstream;
        private final Chain chain = turns.chain();
        private @Nullable A sum;
        private @Nullable Subscription upstream;
        private boolean started;
        private boolean over;

        Operator(Subscriber<? super T> downstream) {
            this.downstream = downstream;
        }

        @Override
        public void request(long n) {
            if (started || over) {
                return;
            }
            started = true;
            try {
                sum = seed.call();
            } catch (Exception e) {
                onError(e);
                return;
            }
            turns.wire(chain, () -> source.subscribe(this));
        }

        @Override
        public void onSubscribe(Subscription s) {
            upstream = s;
            s.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(S item) {
            if (over) {
                return;
            }
            try {
                sum = accumulator.apply(sum, item);
            } catch (RuntimeException e) {
                upstream.cancel();
                onError(e);
            }
        }

        @Override
        public void onError(Throwable e) {
            if (!over) {
                over = true;
                downstream.onError(e);
            }
        }

        @Override
        public void onComplete() {
            if (over) {
                return;
            }
            T value = result.apply(sum);
            if (value != null) {
                downstream.onNext(value);
            }
            if (!over) {
                over = true;
                downstream.onComplete();
            }
        }

        @Override
        public void cancel() {
            over = true;
            if (upstream != null) {
                upstream.cancel();
            }
        }
    }
}
