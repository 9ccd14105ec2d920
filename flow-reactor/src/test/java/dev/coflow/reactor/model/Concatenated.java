package dev.coflow.reactor.model;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A sub-flow for each item, one after the other. The next item is asked for when the sub-flow before has ended. */
record Concatenated<S, T>(Turns turns, Publisher<S> source, Function<S, Publisher<T>> mapper) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> downstream) {
        source.subscribe(new Operator<>(turns, downstream, mapper));
    }

    private enum State {
        NEW,
        WAITING_FOR_ITEM,
        IN_SUB_FLOW,
        OVER
    }

    private static final class Operator<S, T> implements Subscriber<S>, Subscription {
        private final Subscriber<? super T> downstream;
        private final Function<S, Publisher<T>> mapper;
        private final Turns turns;
        private final Chain chain;
        private @Nullable Subscription upstream;
        private @Nullable Subscription subFlow;
        private long requested;
        private State state = State.NEW;
        private boolean sourceEnded;
        private @Nullable Throwable sourceError;

        Operator(Turns turns, Subscriber<? super T> downstream, Function<S, Publisher<T>> mapper) {
            this.turns = turns;
            this.chain = turns.chain();
            this.downstream = downstream;
            this.mapper = mapper;
        }

        @Override
        public void onSubscribe(Subscription s) {
            upstream = s;
            downstream.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested = Demand.add(requested, n);
            if (subFlow != null) {
                subFlow.request(n);
            }
            if (state == State.NEW) {
                nextItem();
            }
        }

        private void nextItem() {
            state = State.WAITING_FOR_ITEM;
            if (sourceEnded) {
                end(sourceError);
            } else {
                upstream.request(1);
            }
        }

        @Override
        public void onNext(S item) {
            if (state != State.WAITING_FOR_ITEM) {
                return;
            }
            state = State.IN_SUB_FLOW;
            Publisher<T> next = subFlow(item);
            if (next == null) {
                return;
            }
            turns.wire(chain, () -> next.subscribe(new SubFlow()));
        }

        private @Nullable Publisher<T> subFlow(S item) {
            try {
                return mapper.apply(item);
            } catch (RuntimeException e) {
                upstream.cancel();
                end(e);
                return null;
            }
        }

        @Override
        public void onError(Throwable e) {
            sourceError = e;
            onComplete();
        }

        @Override
        public void onComplete() {
            sourceEnded = true;
            if (state != State.IN_SUB_FLOW) { // otherwise the end of the sub-flow tells
                end(sourceError);
            }
        }

        private void end(@Nullable Throwable error) {
            if (state == State.OVER) {
                return;
            }
            state = State.OVER;
            if (error == null) {
                downstream.onComplete();
            } else {
                downstream.onError(error);
            }
        }

        @Override
        public void cancel() {
            boolean over = state == State.OVER;
            state = State.OVER;
            if (subFlow != null) {
                subFlow.cancel();
            }
            if (!over && !sourceEnded) {
                upstream.cancel();
            }
        }

        private final class SubFlow implements Subscriber<T> {
            @Override
            public void onSubscribe(Subscription s) {
                if (state == State.OVER) {
                    s.cancel();
                    return;
                }
                subFlow = s;
                if (requested > 0) {
                    s.request(requested);
                }
            }

            @Override
            public void onNext(T item) {
                if (state == State.IN_SUB_FLOW) {
                    requested = Demand.minusOne(requested);
                    downstream.onNext(item);
                }
            }

            @Override
            public void onError(Throwable e) {
                if (state == State.IN_SUB_FLOW) {
                    upstream.cancel();
                    end(e);
                }
            }

            @Override
            public void onComplete() {
                if (state == State.IN_SUB_FLOW) {
                    subFlow = null;
                    nextItem();
                }
            }
        }
    }
}
