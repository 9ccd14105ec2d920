package dev.coflow.reactor;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

/**
 * The end of a source's chain: a bounded queue that is read in turns, by a pull or a join. A source that offers synchronous fusion
 * is polled directly and has no queue here.
 *
 * <p>The source signals on any thread, one signal at a time. {@link #cancel} is called by any thread. The rest is confined to the
 * turn.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
abstract class Inlet<T> implements CoreSubscriber<T>, RunMember, Scannable {

    private static final AtomicReferenceFieldUpdater<Inlet, Subscription> UPSTREAM =
            AtomicReferenceFieldUpdater.newUpdater(Inlet.class, Subscription.class, "upstream");

    private final int prefetch;
    private final int limit;

    private volatile @Nullable Subscription upstream;
    private volatile @Nullable Queue<T> queue;
    private boolean fused; // written before queue
    private volatile boolean done;
    private @Nullable Throwable error; // written before done

    // confined to the turn
    private @Nullable T head;
    private boolean ended;
    private int consumed; // since the last request
    private int leftAtRequest; // how many of the items requested before were not consumed yet, at most

    Inlet(int prefetch) {
        this.prefetch = prefetch;
        this.limit = prefetch - (prefetch >> 2); // requested again when three quarters were consumed
    }

    /** The source has come: it may be asked for items. */
    abstract void subscribed();

    /** There is something new to see: an item, or the end. */
    abstract void arrived();

    /** Queues a turn that {@link #discard}s. */
    abstract void discardLater();

    // Signals of the source

    @Override
    public final void onSubscribe(Subscription s) {
        if (!Operators.setOnce(UPSTREAM, this, s)) { // guards against a cancel that came first
            return;
        }
        Queue<T> q = null;
        if (s instanceof Fuseable.QueueSubscription) {
            @SuppressWarnings("unchecked")
            Fuseable.QueueSubscription<T> fuseable = (Fuseable.QueueSubscription<T>) s;
            if (fuseable.requestFusion(Fuseable.SYNC) == Fuseable.SYNC) {
                fused = true;
                q = fuseable;
            }
        }
        queue = q == null ? Queues.<T>get(prefetch).get() : q;
        if (fused) {
            done = true; // after the queue: nothing more will be signalled
        }
        subscribed();
    }

    @Override
    public final void onNext(T item) {
        Queue<T> q = queue;
        if (isCancelled()) {
            Operators.onDiscard(item, currentContext());
        } else if (done || q == null) {
            Operators.onNextDropped(item, currentContext());
        } else if (!q.offer(item)) {
            Operators.onDiscard(item, currentContext());
            error = Exceptions.failWithOverflow("at most " + prefetch
                    + " items were requested but the source emitted more: it breaks §1.1 of Reactive Streams");
            done = true; // before the cancel: a reader sees an end, and its reason
            Operators.terminate(UPSTREAM, this);
            arrived();
        } else {
            offered();
        }
    }

    private void offered() {
        run().publishItem();
        if (isCancelled()) { // guards against a cancel that has discarded already
            discardLater();
        } else {
            arrived();
        }
    }

    @Override
    public final void onError(Throwable e) {
        if (done || isCancelled()) {
            Errors.dropAfterCancel(e, currentContext());
        } else {
            error = e;
            done = true;
            arrived();
        }
    }

    @Override
    public final void onComplete() {
        if (!done) {
            done = true;
            arrived();
        }
    }

    /** Cancels the source if it has not ended. */
    public void cancel() {
        if (!done || fused) {
            Operators.terminate(UPSTREAM, this);
        }
    }

    /** Whether the source was cancelled, or has ended and was read to its end. */
    final boolean isCancelled() {
        return upstream == Operators.cancelledSubscription();
    }

    // In turns

    /** Requests the first items. */
    final void requestFirst() {
        Subscription s = upstream;
        if (s != null && !fused) {
            s.request(prefetch);
        }
    }

    /** Whether the source has come. */
    final boolean isSubscribed() {
        return queue != null;
    }

    /** Whether there is an item, or the end. */
    final boolean hasSomething() {
        Queue<T> q = queue;
        return head != null || done || (q != null && !q.isEmpty());
    }

    /** The next item without taking it; null if none is ready, or there is none left. */
    final @Nullable T head() {
        if (head == null) {
            head = next();
        }
        return head;
    }

    /** Takes the next item; null if none is ready, or there is none left. */
    final @Nullable T takeNext() {
        T item = head;
        if (item == null) {
            item = next();
        } else {
            head = null;
        }
        if (item != null) {
            requestMore();
        }
        return item;
    }

    /** The next item behind the head. */
    private @Nullable T next() {
        if (ended) {
            return null;
        }
        T item = poll();
        if (item == null && done && !ended) {
            item = fused ? null : poll(); // once more: what was offered before done is seen now
            if (item == null) {
                end();
            }
        }
        return item;
    }

    private @Nullable T poll() {
        Queue<T> q = queue;
        try {
            return q == null ? null : q.poll();
        } catch (Throwable e) { // a fused source has failed, or a stage between
            error = Exceptions.unwrap(e);
            cancel();
            end();
            return null;
        }
    }

    private void end() {
        ended = true;
        UPSTREAM.lazySet(this, Operators.cancelledSubscription()); // there is nothing to cancel any more
    }

    /** One was taken; requests more when enough were. */
    private void requestMore() {
        if (!fused && ++consumed == limit) {
            consumed = 0;
            leftAtRequest = prefetch - limit;
            Subscription s = upstream;
            if (s != null && !done) {
                s.request(limit);
            }
        }
    }

    /** Whether the last request is not answered yet, given that it is empty: if the source is a body, it waits for its turn. */
    final boolean owesItems() {
        return !done && consumed <= leftAtRequest;
    }

    /** Whether all items were taken and the source has ended. Valid after {@link #head} returned null. */
    final boolean hasEnded() {
        return ended;
    }

    /** Why the source has ended; null if it completed. */
    final @Nullable Throwable error() {
        return error;
    }

    /** Whether the end can be seen without taking an item. */
    final boolean isExhausted() {
        if (ended) {
            return true;
        }
        boolean last = done;
        Queue<T> q = queue;
        if (head != null || !last || (q != null && !q.isEmpty())) {
            return false;
        }
        return head() == null; // looks once more: only polling tells why a fused source is empty
    }

    /** Ends the source, and keeps what it has produced. */
    final void stop() {
        cancel();
        done = true;
        if (fused) {
            end();
        }
    }

    /** Drops what the source has produced. */
    final void discard() {
        if (head != null) {
            Operators.onDiscard(head, currentContext());
            head = null;
        }
        Queue<T> q = queue;
        if (q != null && fused) {
            q.clear();
        } else if (q != null) {
            Operators.onDiscardQueueWithClear(q, currentContext(), null);
        }
    }

    @Override
    public final boolean queues() {
        return true;
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.PARENT) {
            return upstream;
        }
        if (key == Attr.PREFETCH) {
            return prefetch;
        }
        if (key == Attr.BUFFERED) {
            Queue<T> q = queue;
            return q == null || fused ? 0 : q.size();
        }
        return key == Attr.TERMINATED ? done : null;
    }
}
