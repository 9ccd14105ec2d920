package dev.coflow.reactor.model;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What a pull or an input of a join has received: at most {@code prefetch} items, asked for again when three quarters were taken. */
abstract class Inlet<T> implements Subscriber<T> {

    private final int prefetch;
    private final int limit;
    private final Queue<T> items = new ArrayDeque<>();
    private @Nullable Subscription upstream;
    private @Nullable Cursor<T> cursor;
    private @Nullable T head;
    private @Nullable Throwable error;
    private boolean done; // nothing more will be signalled
    private boolean ended; // and all was taken
    private boolean cancelled;
    private int taken;
    private int leftAtRequest;

    Inlet(int prefetch) {
        this.prefetch = prefetch;
        this.limit = prefetch - prefetch / 4;
    }

    abstract void arrived();

    @Override
    @SuppressWarnings("unchecked") // a source of T has a cursor of T
    public void onSubscribe(Subscription s) {
        upstream = s;
        if (cancelled) {
            s.cancel();
        } else if (s instanceof Cursor) {
            cursor = (Cursor<T>) s;
            done = true;
        }
    }

    @Override
    public void onNext(T item) {
        if (!cancelled && !done) {
            items.add(item);
            arrived();
        }
    }

    @Override
    public void onError(Throwable e) {
        if (!done) {
            error = e;
            done = true;
            arrived();
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            done = true;
            arrived();
        }
    }

    void requestFirst() {
        if (cursor == null && !cancelled) {
            upstream.request(prefetch);
        }
    }

    void cancel() {
        if ((!done || cursor != null) && !cancelled) {
            cancelled = true;
            if (upstream != null) {
                upstream.cancel();
            }
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isSubscribed() {
        return upstream != null;
    }

    boolean hasSomething() {
        return head != null || done || !items.isEmpty();
    }

    @Nullable
    T head() {
        if (head == null && !ended) {
            head = cursor == null ? items.poll() : read(cursor);
            if (head == null && done) {
                end();
            }
        }
        return head;
    }

    private @Nullable T read(Cursor<T> cursor) {
        try {
            return cursor.next();
        } catch (Throwable e) {
            error = e;
            cancel();
            return null;
        }
    }

    private void end() {
        ended = true;
        cancelled = true; // there is nothing to cancel any more
    }

    void take() {
        head = null;
        if (cursor == null && ++taken == limit) {
            taken = 0;
            leftAtRequest = prefetch - limit;
            if (!done) {
                upstream.request(limit);
            }
        }
    }

    boolean owesItems() {
        return !done && taken <= leftAtRequest;
    }

    boolean hasEnded() {
        return ended;
    }

    @Nullable
    Throwable error() {
        return error;
    }

    boolean isExhausted() {
        boolean nothingQueued = cursor == null ? items.isEmpty() : cursor.isEmpty();
        return ended || (head == null && done && nothingQueued && head() == null);
    }

    /** Ends the source and keeps what it has produced. */
    void stop() {
        cancel();
        done = true;
        if (cursor != null) {
            end();
        }
    }

    void discard() {
        head = null;
        items.clear();
    }
}
