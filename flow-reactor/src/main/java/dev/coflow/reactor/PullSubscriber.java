package dev.coflow.reactor;

import dev.coflow.Pull;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/** A source read by a body. Everything of {@link Pull} is called by the body's thread. */
@SuppressWarnings("rawtypes") // Scannable.Attr
final class PullSubscriber<T> extends Inlet<T> implements Pull<T>, Upstream {

    private final Coroutine<?> coroutine;
    private final Scope scope;
    private final boolean forCleanup;
    private boolean closed;
    private boolean failureRead;

    PullSubscriber(Coroutine<?> coroutine, int prefetch) {
        super(prefetch);
        this.coroutine = coroutine;
        this.scope = new Scope(coroutine);
        this.forCleanup = coroutine.isClosing();
    }

    @Override
    void subscribed() {
        requestFirst();
        arrived();
    }

    @Override
    void arrived() {
        coroutine.resumeFor(this);
    }

    @Override
    void discardLater() {
        run().submit(this::discard);
    }

    boolean isReadBy(Coroutine<?> body) {
        return coroutine == body;
    }

    /** Whether there is an item to read, or an error that was not read yet. */
    boolean hasItemOrError() {
        return !closed && (head() != null || hasUnreadError());
    }

    /** Whether it was closed, or was read to its end: its error too, if it has failed. */
    boolean isOver() {
        return closed || (head() == null && hasEnded() && !hasUnreadError());
    }

    private boolean hasUnreadError() {
        return hasEnded() && error() != null && !failureRead;
    }

    /** Whether reading need not wait. */
    @Override
    public boolean ready() {
        return hasSomething() || isCancelled();
    }

    @Override
    public boolean hasNext() {
        coroutine.checkThread();
        if (closed) {
            return false;
        }
        checkCancelled();
        while (head() == null) {
            if (hasEnded()) {
                return end();
            }
            if (isCancelled()) { // together with its body, which unwinds: there is no end to wait for
                throw coroutine.signal();
            }
            coroutine.await(this);
        }
        return true;
    }

    /** A pull that was opened while the body unwinds is read to its end. */
    private void checkCancelled() {
        if (!forCleanup) {
            coroutine.checkCancelled();
        }
    }

    /** There is no item left; throws the source's error if there is one. */
    private boolean end() {
        if (scope.ready()) { // otherwise the body's end waits for those that still run
            coroutine.forget(this);
        }
        if (error() != null) {
            failureRead = true;
            throw Sneaky.raise(error());
        }
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // there is one
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    closed
                            ? "a pull that is open is required but it was closed"
                            : "the source of the pull has completed");
        }
        return takeNext();
    }

    @Override
    public Optional<T> poll() {
        coroutine.checkThread();
        if (closed) {
            return Optional.empty();
        }
        checkCancelled();
        T item = takeNext();
        if (item == null && hasEnded()) {
            end();
        }
        return Optional.ofNullable(item);
    }

    @Override
    public void close() {
        coroutine.checkThread();
        if (!closed) {
            closed = true;
            coroutine.close(this);
        }
    }

    // As an upstream of the body

    @Override
    public Waitable ended() {
        return scope;
    }

    @Override
    public void release() {
        discard();
    }

    // Where the source's chain ends

    @Override
    public Run run() {
        return coroutine.run();
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public Context currentContext() {
        return coroutine.downstream().currentContext();
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.ACTUAL ? coroutine : super.scanUnsafe(key);
    }
}
