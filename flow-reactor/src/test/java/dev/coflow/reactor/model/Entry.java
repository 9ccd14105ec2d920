package dev.coflow.reactor.model;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A source that runs beside: what it answers to a request, or to a body that emits, passes at once, all else in a turn of its own. Pulls, awaits and joins
 * queue by themselves.
 */
record Entry<T>(Turns turns, Publisher<T> source) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> downstream) {
        if (downstream instanceof Inlet || downstream instanceof Awaited) {
            source.subscribe(downstream);
        } else {
            Operator<T> operator = new Operator<>(turns, downstream);
            turns.wire(turns.chain().with(operator), () -> source.subscribe(operator));
        }
    }

    private static final class Operator<T> extends RepeatableTurn implements Subscriber<T>, Subscription {
        private final Subscriber<? super T> downstream;
        private final Queue<T> items = new ArrayDeque<>();
        private Subscription upstream;
        private @Nullable Throwable error;
        private boolean cancelled;
        private boolean done;
        private boolean ended;
        private boolean passing;
        private int requesting;

        Operator(Turns turns, Subscriber<? super T> downstream) {
            super(turns);
            this.downstream = downstream;
        }

        @Override
        public void onSubscribe(Subscription s) {
            upstream = s;
            downstream.onSubscribe(this);
        }

        private boolean isAnswer() {
            return (requesting > 0 || turns.emitting().has(this)) && !passing;
        }

        @Override
        public void onNext(T item) {
            if (cancelled) {
                return;
            }
            if (isAnswer() && items.isEmpty()) {
                downstream.onNext(item);
            } else {
                items.add(item);
                queue();
            }
        }

        @Override
        public void onError(Throwable e) {
            error = e;
            onComplete();
        }

        @Override
        public void onComplete() {
            done = true;
            if (isAnswer()) {
                serve();
            } else {
                queue();
            }
        }

        @Override
        void serve() {
            passing = true;
            T item;
            while ((item = items.poll()) != null) {
                if (!cancelled) {
                    downstream.onNext(item);
                }
            }
            passing = false;
            if (done && !ended) {
                ended = true;
                end();
            }
        }

        private void end() {
            if (error == null) {
                downstream.onComplete();
            } else if (!cancelled) {
                downstream.onError(error);
            }
        }

        @Override
        public void request(long n) {
            requesting++;
            upstream.request(n);
            requesting--;
        }

        @Override
        public void cancel() {
            cancelled = true;
            upstream.cancel();
        }
    }
}
