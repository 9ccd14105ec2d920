package dev.coflow.reactor.model;

import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/** The items of an iterable, each as soon as it is requested, the end with the last. An empty collection ends at once. */
record Listed<T>(Iterable<? extends T> items) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> downstream) {
        if (items instanceof Collection<?> collection && collection.isEmpty()) {
            new Ended<T>(() -> null).subscribe(downstream);
        } else {
            downstream.onSubscribe(new Reading<>(downstream, items.iterator()));
        }
    }

    private static final class Reading<T> implements Cursor<T> {
        private final Subscriber<? super T> downstream;
        private final Iterator<? extends T> items;
        private long requested;
        private boolean emitting;
        private boolean over;
        private boolean knownToBeEmpty; // an iterable that is no collection is not asked before it is read

        Reading(Subscriber<? super T> downstream, Iterator<? extends T> items) {
            this.downstream = downstream;
            this.items = items;
        }

        @Override
        public @Nullable T next() {
            T item = items.hasNext() ? items.next() : null;
            knownToBeEmpty = !items.hasNext();
            return item;
        }

        @Override
        public boolean isEmpty() {
            return knownToBeEmpty;
        }

        @Override
        public void request(long n) {
            requested = Demand.add(requested, n);
            if (emitting) {
                return;
            }
            emitting = true;
            while (requested > 0 && !over) {
                if (items.hasNext()) {
                    requested--;
                    downstream.onNext(items.next());
                }
                if (!over && !items.hasNext()) {
                    over = true;
                    downstream.onComplete();
                }
            }
            emitting = false;
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
