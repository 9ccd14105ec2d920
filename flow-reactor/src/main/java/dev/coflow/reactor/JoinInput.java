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
import reactor.util.context.Context;

/**
 * One input of a {@link Join}. The source signals on any thread, one signal at a time; {@code onSubscribe} to {@code onComplete}
 * are its own, {@link #cancel} is any thread's, and the rest is confined to the turn.
 *
 * <p>A source that offers synchronous fusion is polled directly and has no queue here.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class JoinInput<S> implements CoreSubscriber<S>, RunMember, Scannable {

    private static final AtomicReferenceFieldUpdater<JoinInput, Subscription> UPSTREAM =
            AtomicReferenceFieldUpdater.newUpdater(JoinInput.class, Subscription.class, "upstream");

    private final Join<S, ?> join;
    private final int prefetch;
    private final int limit;

    private volatile @Nullable Subscription upstream;
    private volatile @Nullable Queue<S> queue;
    private boolean fused; // written before queue
    private volatile boolean done;
    private @Nullable Throwable error; // written before done

    private @Nullable S head;
    private boolean primed;
    private boolean ended;
    private int consumed; // since the last request
    private int leftAtRequest; // how many of the items requested before were not consumed yet, at most

    JoinInput(Join<S, ?> join, int prefetch) {
        this.join = join;
        this.prefetch = prefetch;
        this.limit = Prefetch.limit(prefetch);
    }

    // Signals of the source

    @Override
    public void onSubscribe(Subscription s) {
        if (!Operators.setOnce(UPSTREAM, this, s)) { // guards against a cancel that came first
            return;
        }
        Queue<S> q = null;
        if (s instanceof Fuseable.QueueSubscription) {
            @SuppressWarnings("unchecked")
            Fuseable.QueueSubscription<S> fuseable = (Fuseable.QueueSubscription<S>) s;
            if (fuseable.requestFusion(Fuseable.SYNC) == Fuseable.SYNC) {
                fused = true;
                q = fuseable;
            }
        }
        queue = q == null ? Queues.<S>get(prefetch).get() : q;
        if (fused) {
            done = true; // after the queue: nothing more will be signalled
        }
        join.inputIsWired();
    }

    @Override
    public void onNext(S item) {
        Queue<S> q = queue;
        if (done || q == null) {
            if (upstream == Operators.cancelledSubscription()) {
                Operators.onDiscard(item, currentContext());
            } else {
                Operators.onNextDropped(item, currentContext());
            }
            return;
        }
        if (!q.offer(item)) {
            cancel();
            Operators.onDiscard(item, currentContext());
            onError(Prefetch.overflow(prefetch));
            return;
        }
        join.queue();
    }

    @Override
    public void onError(Throwable e) {
        if (done) {
            Errors.dropAfterCancel(e, currentContext());
        } else {
            error = e;
            done = true;
            join.queue();
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            done = true;
            join.queue();
        }
    }

    /** Cancels the source if it has not ended. */
    void cancel() {
        if (!done || fused) {
            Operators.terminate(UPSTREAM, this);
        }
    }

    // In turns

    /** Requests the first items, once the source is there. */
    void prime() {
        Subscription s = upstream;
        if (!primed && s != null && queue != null) {
            primed = true;
            if (!fused) {
                s.request(prefetch);
            }
        }
    }

    /** The next item without taking it; null if none is ready, or there is none left. */
    @Nullable
    S head() {
        if (head == null && !ended) {
            Queue<S> q = queue;
            boolean last = done; // before the queue: what was offered before done is seen
            head = q == null ? null : poll(q);
            if (head == null && last) {
                end();
            }
        }
        return head;
    }

    private void end() {
        ended = true;
        UPSTREAM.lazySet(this, Operators.cancelledSubscription()); // there is nothing to cancel any more
    }

    private @Nullable S poll(Queue<S> q) {
        try {
            return q.poll();
        } catch (Throwable e) { // a fused source has failed, or a stage between
            error = Exceptions.unwrap(e);
            cancel();
            return null;
        }
    }

    /** Takes the head, and requests more when enough were taken. */
    void take() {
        head = null;
        if (!fused && ++consumed == limit) {
            consumed = 0;
            Subscription s = upstream;
            if (s != null && !done) {
                leftAtRequest = prefetch - limit;
                s.request(limit);
            }
        }
    }

    /** Whether the last request is not answered yet, given that it is empty: if the source is a body, it waits for its turn. */
    boolean owesItems() {
        return !done && consumed <= leftAtRequest;
    }

    /** Whether all items were taken and the source has ended. Valid after {@link #head} returned null. */
    boolean hasEnded() {
        return ended;
    }

    @Nullable
    Throwable error() {
        return error;
    }

    /** Whether the end can be seen without taking an item. */
    boolean isExhausted() {
        if (ended) {
            return true;
        }
        boolean last = done;
        Queue<S> q = queue;
        if (head != null || !last || (q != null && !q.isEmpty())) {
            return false;
        }
        end();
        return true;
    }

    /** Ends the source, and keeps what it has produced. */
    void stop() {
        cancel();
        done = true;
        if (fused) {
            end();
        }
    }

    /** Drops what it has produced. */
    void clear() {
        if (head != null) {
            Operators.onDiscard(head, currentContext());
            head = null;
        }
        Queue<S> q = queue;
        if (q != null && !fused) {
            Operators.onDiscardQueueWithClear(q, currentContext(), null);
        } else if (q != null) {
            q.clear();
        }
    }

    // Where the source's chain ends

    @Override
    public Run run() {
        return join.run();
    }

    @Override
    public Scope scope() {
        return join.scope();
    }

    @Override
    public boolean queues() {
        return true;
    }

    @Override
    public Context currentContext() {
        return join.downstream().currentContext();
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.PARENT) {
            return upstream;
        }
        if (key == Attr.ACTUAL) {
            return join;
        }
        if (key == Attr.PREFETCH) {
            return prefetch;
        }
        if (key == Attr.BUFFERED) {
            Queue<S> q = queue;
            return q == null ? 0 : q.size();
        }
        return key == Attr.TERMINATED ? done : null;
    }
}
