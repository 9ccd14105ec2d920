package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Reads one sub-flow of a {@link ConcatFlux}. What downstream requests is counted over all sub-flows, and each of these is asked for what
 * those before have not emitted; so a request that meets the change from one to the next is neither lost nor made twice.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class SubFlow<T> implements CoreSubscriber<T>, Scannable {

    private static final AtomicLongFieldUpdater<SubFlow> ASKED =
            AtomicLongFieldUpdater.newUpdater(SubFlow.class, "asked");

    /** In place of the demand: it has ended, or was cancelled. */
    private static final long OVER = -1;

    private final ConcatSubscriber<?, T> parent;

    private volatile long asked; // the demand, counted over all sub-flows, that this one knows of; or OVER
    private @Nullable Subscription upstream;

    SubFlow(ConcatSubscriber<?, T> parent) {
        this.parent = parent;
        ASKED.lazySet(this, parent.emitted());
    }

    @Override
    public void onSubscribe(Subscription s) {
        if (Operators.validate(upstream, s)) {
            upstream = s;
            parent.started(this);
        }
    }

    @Override
    public void onNext(T item) {
        if (asked != OVER) {
            parent.emit(this, item);
        } else if (parent.isCancelled()) {
            Operators.onDiscard(item, currentContext());
        } else {
            Operators.onNextDropped(item, currentContext());
        }
    }

    @Override
    public void onError(Throwable e) {
        if (markOver()) {
            parent.failed(e);
        } else {
            Errors.dropAfterCancel(e, currentContext());
        }
    }

    @Override
    public void onComplete() {
        if (markOver()) {
            parent.completed();
        }
    }

    /** Whether it was not over before. */
    private boolean markOver() {
        return ASKED.getAndSet(this, OVER) != OVER;
    }

    /**
     * Asks for what it does not know of yet.
     *
     * @param all what was requested over all sub-flows
     */
    void request(long all) {
        long before = asked;
        while (before != OVER && before < all) {
            if (ASKED.compareAndSet(this, before, all)) {
                upstream().request(all == Long.MAX_VALUE ? all : all - before);
                return;
            }
            before = asked;
        }
    }

    void cancel() {
        if (markOver() && upstream != null) {
            upstream.cancel();
        }
    }

    @SuppressWarnings("NullAway") // the parent has this because upstream is set
    private Subscription upstream() {
        return upstream;
    }

    @Override
    public Context currentContext() {
        return parent.currentContext();
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.PARENT) {
            return upstream;
        }
        if (key == Attr.ACTUAL) {
            return parent;
        }
        if (key == Attr.TERMINATED) {
            return asked == OVER && !parent.isCancelled();
        }
        return key == Attr.CANCELLED ? asked == OVER && parent.isCancelled() : null;
    }
}
