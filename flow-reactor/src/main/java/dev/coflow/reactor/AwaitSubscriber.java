package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A source whose one value a body waits for. The source signals from any thread, one signal at a time; {@link #takeValue} is called
 * by the body's thread once this is ready.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class AwaitSubscriber<T> implements CoreSubscriber<T>, RunMember, Upstream, Scannable {

    private static final AtomicReferenceFieldUpdater<AwaitSubscriber, Subscription> UPSTREAM =
            AtomicReferenceFieldUpdater.newUpdater(AwaitSubscriber.class, Subscription.class, "upstream");
    private static final AtomicReferenceFieldUpdater<AwaitSubscriber, Object> VALUE =
            AtomicReferenceFieldUpdater.newUpdater(AwaitSubscriber.class, Object.class, "value");

    /** In place of a value: the body wants none any more. */
    private static final Object RELEASED = new Object();

    private final Coroutine<?> coroutine;
    private final Scope scope;
    private final boolean dropItems;

    private volatile @Nullable Subscription upstream;
    private volatile boolean done;
    private volatile @Nullable Object value; // a T once it has come, RELEASED once the body has left
    private @Nullable Throwable error; // written before done

    AwaitSubscriber(Coroutine<?> coroutine, boolean dropItems) {
        this.coroutine = coroutine;
        this.scope = new Scope(coroutine);
        this.dropItems = dropItems;
    }

    @Override
    public void onSubscribe(Subscription s) {
        if (Operators.setOnce(UPSTREAM, this, s)) {
            s.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(T item) {
        if (done) {
            Operators.onNextDropped(item, currentContext());
        } else if (dropItems || isCancelled()) {
            Operators.onDiscard(item, currentContext());
        } else if (!VALUE.compareAndSet(this, null, item)) {
            Operators.onDiscard(item, currentContext());
            if (value != RELEASED) { // otherwise a cancel came meanwhile
                cancel();
                end(new IllegalStateException("at most one value required but the source emitted a second: use pull"));
            }
        }
    }

    @Override
    public void onError(Throwable e) {
        if (done || isCancelled()) {
            Errors.dropAfterCancel(e, currentContext());
        } else {
            end(e);
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            end(null);
        }
    }

    private boolean isCancelled() {
        return upstream == Operators.cancelledSubscription();
    }

    private void end(@Nullable Throwable e) {
        error = e;
        done = true;
        coroutine.resumeFor(this);
    }

    @Override
    public boolean ready() {
        return done;
    }

    /** Takes the value; null if there was none. Throws the source's error. */
    @Nullable
    T takeValue() {
        if (error != null) {
            throw Sneaky.raise(error);
        }
        return takeIfThere();
    }

    /** The value is the caller's; what comes later is discarded by whoever brings it. */
    @SuppressWarnings("unchecked")
    private @Nullable T takeIfThere() {
        Object taken = VALUE.getAndSet(this, RELEASED);
        return taken == RELEASED ? null : (T) taken;
    }

    @Override
    public void cancel() {
        if (!done) {
            Operators.terminate(UPSTREAM, this);
        }
    }

    @Override
    public Waitable ended() {
        return scope;
    }

    @Override
    public void release() {
        T untaken = value == RELEASED ? null : takeIfThere();
        if (untaken != null) {
            Operators.onDiscard(untaken, currentContext());
        }
    }

    @Override
    public Run run() {
        return coroutine.run();
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public boolean queues() {
        return true;
    }

    @Override
    public Context currentContext() {
        return coroutine.downstream().currentContext();
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.PARENT) {
            return upstream;
        }
        if (key == Attr.ACTUAL) {
            return coroutine;
        }
        return key == Attr.TERMINATED ? done : null;
    }
}
