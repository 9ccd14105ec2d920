package dev.coflow.reactor.model;

import dev.coflow.Pull;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.reactivestreams.Subscription;

/** A source that a body reads. */
final class Pulled<T> extends Inlet<T> implements Pull<T>, Coroutine.Child, BooleanSupplier {

    private final Coroutine<?> coroutine;
    private final Scope scope;
    private final boolean forCleanup;
    private boolean closed;
    private boolean failureRead;

    Pulled(Coroutine<?> coroutine, int prefetch) {
        super(prefetch);
        this.coroutine = coroutine;
        this.scope = new Scope(this::left);
        this.forCleanup = coroutine.isUnwinding();
    }

    Scope scope() {
        return scope;
    }

    private void left() {
        coroutine.resumeFor(scope);
    }

    @Override
    public void onSubscribe(Subscription s) {
        super.onSubscribe(s);
        requestFirst();
        arrived();
    }

    @Override
    void arrived() {
        coroutine.resumeFor(this);
    }

    /** Whether reading need not wait. */
    @Override
    public boolean getAsBoolean() {
        return hasSomething() || isCancelled();
    }

    boolean isReadable() {
        return !closed && (head() != null || hasUnreadError());
    }

    boolean isOver() {
        return closed || (head() == null && hasEnded() && !hasUnreadError());
    }

    private boolean hasUnreadError() {
        return hasEnded() && error() != null && !failureRead;
    }

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        check();
        while (head() == null) {
            if (hasEnded()) {
                return end();
            }
            if (isCancelled()) {
                throw coroutine.signal();
            }
            coroutine.await(this);
        }
        return true;
    }

    private void check() {
        if (!forCleanup) {
            coroutine.checkCancelled();
        }
    }

    private boolean end() {
        if (scope.getAsBoolean()) {
            coroutine.forget(this);
        }
        if (error() != null) {
            failureRead = true;
            Handle.raise(error());
        }
        return false;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T item = head();
        take();
        return item;
    }

    @Override
    public Optional<T> poll() {
        if (closed) {
            return Optional.empty();
        }
        check();
        T item = head();
        if (item == null) {
            if (hasEnded()) {
                end();
            }
            return Optional.empty();
        }
        take();
        return Optional.of(item);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            coroutine.close(this);
            discard();
        }
    }

    @Override
    public void cancel() {
        super.cancel();
    }

    @Override
    public BooleanSupplier over() {
        return scope;
    }
}
