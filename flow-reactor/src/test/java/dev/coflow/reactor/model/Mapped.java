package dev.coflow.reactor.model;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Map, mapNotNull and filter: a function that gives an item for an item, or null to leave it out. */
record Mapped<S, T>(Publisher<S> source, Mapping<S, T> mapping) implements Publisher<T> {

    interface Mapping<S, T> {
        @Nullable
        T apply(S item);
    }

    @Override
    public void subscribe(Subscriber<? super T> downstream) {
        source.subscribe(new Operator<>(downstream, mapping));
    }

    private static final class Operator<S, T> implements Subscriber<S> {
        private final Subscriber<? super T> downstream;
        private final Mapping<S, T> mapping;
        private Subscription upstream;
        private boolean failed;

        Operator(Subscriber<? super T> downstream, Mapping<S, T> mapping) {
            this.downstream = downstream;
            this.mapping = mapping;
        }

        @Override
        @SuppressWarnings("unchecked") // a source of S has a cursor of S
        public void onSubscribe(Subscription s) {
            upstream = s;
            downstream.onSubscribe(s instanceof Cursor ? new MappedCursor<>((Cursor<S>) s, mapping) : s);
        }

        @Override
        public void onNext(S item) {
            if (failed) {
                return;
            }
            T mapped;
            try {
                mapped = mapping.apply(item);
            } catch (RuntimeException e) {
                failed = true;
                upstream.cancel();
                downstream.onError(e);
                return;
            }
            if (mapped == null) {
                upstream.request(1);
            } else {
                downstream.onNext(mapped);
            }
        }

        @Override
        public void onError(Throwable e) {
            if (!failed) {
                downstream.onError(e);
            }
        }

        @Override
        public void onComplete() {
            if (!failed) {
                downstream.onComplete();
            }
        }
    }

    private record MappedCursor<S, T>(Cursor<S> items, Mapping<S, T> mapping) implements Cursor<T> {

        @Override
        public @Nullable T next() throws Throwable {
            S item;
            while ((item = items.next()) != null) {
                T mapped = mapping.apply(item);
                if (mapped != null) {
                    return mapped;
                }
            }
            return null;
        }

        @Override
        public boolean isEmpty() {
            return items.isEmpty();
        }

        @Override
        public void request(long n) {
            items.request(n);
        }

        @Override
        public void cancel() {
            items.cancel();
        }
    }
}
