package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** An expected error becomes the last value, which waits for its demand. Other errors pass. */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class TrapFlux<T> extends FlowFlux<T> {

    private final Flux<T> source;
    private final Predicate<? super Throwable> expected;
    private final Function<? super Throwable, ? extends T> fallback;

    TrapFlux(Flux<T> source, Predicate<? super Throwable> expected, Function<? super Throwable, ? extends T> fallback) {
        this.source = source;
        this.expected = expected;
        this.fallback = fallback;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new TrapSubscriber<>(actual, expected, fallback));
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.PARENT ? source : key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : super.scanUnsafe(key);
    }

    static final class TrapSubscriber<T> implements CoreSubscriber<T>, Subscription, Scannable {

        private static final AtomicLongFieldUpdater<TrapSubscriber> REQUESTED =
                AtomicLongFieldUpdater.newUpdater(TrapSubscriber.class, "requested");

        /** In place of the demand: the last value waits for some. */
        private static final long AWAITED = -1;

        /** In place of the demand: the last value is taken, or the subscription is cancelled. */
        private static final long OVER = -2;

        private final CoreSubscriber<? super T> downstream;
        private final Predicate<? super Throwable> expected;
        private final Function<? super Throwable, ? extends T> fallback;

        private volatile long requested; // in all, or one of the two above
        private @Nullable Subscription upstream;
        private @Nullable T last; // written before AWAITED
        private long emitted; // in all; by whoever signals
        private boolean done; // by whoever signals
        private volatile boolean cancelled;

        TrapSubscriber(
                CoreSubscriber<? super T> downstream,
                Predicate<? super Throwable> expected,
                Function<? super Throwable, ? extends T> fallback) {
            this.downstream = downstream;
            this.expected = expected;
            this.fallback = fallback;
        }

        @Override
        public void onSubscribe(Subscription s) {
            if (Operators.validate(upstream, s)) {
                upstream = s;
                downstream.onSubscribe(this);
            }
        }

        @Override
        public void onNext(T item) {
            if (done) {
                Operators.onNextDropped(item, currentContext());
            } else {
                emitted++;
                downstream.onNext(item);
            }
        }

        @Override
        public void onComplete() {
            if (!done) {
                done = true;
                requested = OVER;
                downstream.onComplete();
            }
        }

        @Override
        public void onError(Throwable e) {
            boolean trapped = expected.test(e);
            if (done || (cancelled && !trapped)) {
                Errors.dropAfterCancel(e, currentContext());
                return;
            }
            done = true;
            if (trapped) {
                trap(e);
            } else {
                fail(e);
            }
        }

        private void trap(Throwable e) {
            if (cancelled) {
                return; // it was expected, and nobody reads the value
            }
            T value;
            try {
                value = fallback.apply(e);
            } catch (Throwable thrown) {
                fail(Exceptions.addSuppressed(Errors.ofOperator(thrown, currentContext()), e));
                return;
            }
            last = value;
            while (true) {
                long all = requested;
                if (all == OVER) { // cancelled
                    Operators.onDiscard(value, currentContext());
                    return;
                }
                boolean wanted = all > emitted;
                if (REQUESTED.compareAndSet(this, all, wanted ? OVER : AWAITED)) {
                    if (wanted) {
                        emitLast();
                    }
                    return;
                }
            }
        }

        private void fail(Throwable error) {
            requested = OVER;
            if (cancelled) {
                Errors.dropAfterCancel(error, currentContext());
            } else {
                downstream.onError(error);
            }
        }

        @SuppressWarnings("NullAway") // called by whoever ended the wait for demand, once
        private void emitLast() {
            downstream.onNext(last);
            if (!cancelled) {
                downstream.onComplete();
            }
        }

        @Override
        public void request(long n) {
            if (!Operators.validate(n)) {
                return;
            }
            while (true) {
                long before = requested;
                if (before == OVER) {
                    return;
                }
                boolean awaited = before == AWAITED;
                if (REQUESTED.compareAndSet(this, before, awaited ? OVER : Operators.addCap(before, n))) {
                    if (awaited) {
                        emitLast();
                    } else {
                        upstream().request(n);
                    }
                    return;
                }
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            long before = REQUESTED.getAndSet(this, OVER);
            if (before == AWAITED) {
                Operators.onDiscard(last, currentContext());
            } else if (before != OVER) {
                upstream().cancel();
            }
        }

        @SuppressWarnings("NullAway") // downstream has this subscription because upstream is set
        private Subscription upstream() {
            return upstream;
        }

        @Override
        public Context currentContext() {
            return downstream.currentContext();
        }

        @Override
        public @Nullable Object scanUnsafe(Attr key) {
            if (key == Attr.PARENT) {
                return upstream;
            }
            if (key == Attr.ACTUAL) {
                return downstream;
            }
            if (key == Attr.CANCELLED) {
                return cancelled;
            }
            return key == Attr.TERMINATED ? done : null;
        }
    }
}
