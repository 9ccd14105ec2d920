package dev.coflow.reactor.random;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A publisher that knows nothing of flows: emits what is requested while it is requested, by whoever requests, and ends with the
 * last item.
 */
record ForeignPublisher(List<String> items, @Nullable Throwable error, Trace trace, String path)
        implements Publisher<String> {

    @Override
    public void subscribe(Subscriber<? super String> subscriber) {
        trace.sourceOpens();
        subscriber.onSubscribe(new Emission(subscriber));
    }

    private final class Emission implements Subscription {
        private final Subscriber<? super String> subscriber;
        private final AtomicLong requested = new AtomicLong();
        private final AtomicBoolean over = new AtomicBoolean();
        private int next;

        Emission(Subscriber<? super String> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (requested.getAndUpdate(r -> r + n < 0 ? Long.MAX_VALUE : r + n) != 0) {
                return;
            }
            do {
                if (!over.get() && next < items.size()) {
                    trace.add("foreign " + items.get(next));
                    subscriber.onNext(items.get(next++));
                }
                if (next == items.size() && over.compareAndSet(false, true)) {
                    end();
                }
            } while (requested.decrementAndGet() > 0 && !over.get());
        }

        private void end() {
            trace.sourceCloses();
            if (error == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(error);
            }
        }

        @Override
        public void cancel() {
            if (over.compareAndSet(false, true)) {
                trace.add("cancel " + path);
                trace.sourceCloses();
            }
        }
    }
}
