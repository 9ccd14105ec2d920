package dev.coflow.reactor.model;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A source whose one value a body waits for. */
final class Awaited<T> implements Subscriber<T>, Coroutine.Child, BooleanSupplier {

    private final Coroutine<?> coroutine;
    private final boolean dropsItems;
    private final Scope scope;
    private @Nullable Subscription upstream;
    private @Nullable T value;
    private @Nullable Throwable error;
    private boolean done;
    private boolean cancelled;

    Awaited(Coroutine<?> coroutine, boolean dropsItems) {
        this.coroutine = coroutine;
        this.dropsItems = dropsItems;
        this.scope = new Scope(this::left);
    }

    Scope scope() {
        return scope;
    }

    private void left() {
        coroutine.resumeFor(scope);
    }

    @Override
    public void onSubscribe(Subscription s) {
        upstream = s;
        if (cancelled) {
            s.cancel();
        } else {
            s.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(T item) {
        if (done || cancelled || dropsItems) {
            return;
        }
        if (value == null) {
            value = item;
        } else {
            cancel();
            onError(new IllegalStateException("at most one value required but the source emitted a second: use pull"));
        }
    }

    @Override
    public void onError(Throwable e) {
        if (!done) {
            error = e;
            onComplete();
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            done = true;
            coroutine.resumeFor(this);
        }
    }

    @Override
    public boolean getAsBoolean() {
        return done;
    }

    @Nullable
    T value() {
        if (error != null) {
            Handle.raise(error);
        }
        return value;
    }

    @Override
    public void cancel() {
        if (!done && !cancelled) {
            cancelled = true;
            if (upstream != null) {
                upstream.cancel();
            }
        }
    }

    @Override
    public BooleanSupplier over() {
        return scope;
    }
}
