package dev.coflow.reactor;

import dev.coflow.Pull;
import java.lang.invoke.VarHandle;
import java.util.NoSuchElementException;
import java.util.Optional;
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
 * A source read by a body. The source signals from any thread, one signal at a time; everything of {@link Pull} is called by
 * the body's thread.
 *
 * <p>A source that offers synchronous fusion is polled directly and has no queue here.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class PullSubscriber<T> implements Pull<T>, CoreSubscriber<T>, Upstream<T>, Waitable, Scannable {

    private static final AtomicReferenceFieldUpdater<PullSubscriber, Subscription> UPSTREAM =
            AtomicReferenceFieldUpdater.newUpdater(PullSubscriber.class, Subscription.class, "upstream");

    private final Coroutine<?> coroutine;
    private final Scope scope;
    private final int prefetch;
    private final int limit;

    private volatile @Nullable Subscription upstream;
    private @Nullable Queue<T> queue; // written by onSubscribe
    private boolean fused;
    private volatile boolean done;
    private @Nullable Throwable error; // written before done

    private @Nullable T head; // what hasNext has seen
    private int consumed;
    private boolean ended; // the end was seen
    private boolean closed;

    PullSubscriber(Coroutine<?> coroutine, int prefetch) {
        this.coroutine = coroutine;
        this.scope = new Scope(coroutine);
        this.prefetch = prefetch;
        this.limit = Prefetch.limit(prefetch);
    }

    // Signals of the source

    @Override
    public void onSubscribe(Subscription s) {
        if (!Operators.validate(upstream, s)) {
            return;
        }
        if (s instanceof Fuseable.QueueSubscription) {
            @SuppressWarnings("unchecked")
            Fuseable.QueueSubscription<T> fuseable = (Fuseable.QueueSubscription<T>) s;
            if (fuseable.requestFusion(Fuseable.SYNC) == Fuseable.SYNC) {
                fused = true;
                queue = fuseable;
            }
        }
        if (!fused) {
            queue = Queues.<T>get(prefetch).get();
        }
        if (!UPSTREAM.compareAndSet(this, null, s)) { // guards against a close that came first
            s.cancel();
        } else if (fused) {
            signal(true);
        } else {
            s.request(prefetch);
        }
    }

    @Override
    public void onNext(T item) {
        if (done || upstream == Operators.cancelledSubscription()) {
            Operators.onNextDropped(item, currentContext());
            return;
        }
        if (queue == null || !queue.offer(item)) {
            Subscription s = upstream;
            if (s != null) {
                s.cancel();
            }
            error = Prefetch.overflow(prefetch);
            Operators.onDiscard(item, currentContext());
            signal(true);
            return;
        }
        signal(false);
    }

    @Override
    public void onError(Throwable e) {
        if (done) {
            Errors.dropAfterCancel(e, currentContext());
            return;
        }
        error = e;
        signal(true);
    }

    @Override
    public void onComplete() {
        signal(true);
    }

    private void signal(boolean end) {
        if (end) {
            done = true;
        } else if (!coroutine.run().inTurn()) {
            VarHandle.fullFence(); // the item must be visible before we look whether the body waits for it
        }
        coroutine.resumeFor(this);
    }

    // Reading

    @Override
    public boolean ready() {
        Queue<T> q = queue;
        return done || (q != null && !q.isEmpty());
    }

    @Override
    public boolean hasNext() {
        coroutine.checkThread();
        while (head == null && !ended) {
            coroutine.checkCancelled();
            if (!fetch() && !ended) {
                coroutine.await(this);
            }
        }
        if (head != null) {
            return true;
        }
        if (error != null && !closed) {
            throw Sneaky.raise(error);
        }
        return false;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    closed
                            ? "a pull that is open is required but it was closed"
                            : "the source of the pull has completed");
        }
        return take();
    }

    @Override
    public Optional<T> poll() {
        coroutine.checkThread();
        coroutine.checkCancelled();
        if (head == null && !ended) {
            fetch();
        }
        if (head == null && error != null && ended && !closed) {
            throw Sneaky.raise(error);
        }
        return head == null ? Optional.empty() : Optional.of(take());
    }

    @SuppressWarnings("NullAway") // callers have looked
    private T take() {
        T item = head;
        head = null;
        return item;
    }

    /** Moves the next item to the head, or notes the end; false if there was no item. */
    private boolean fetch() {
        boolean last = done; // before the queue: what was offered before done is seen
        T item = queue == null ? null : pollQueue(queue);
        if (item != null) {
            head = item;
            if (!fused && ++consumed == limit) {
                consumed = 0;
                Subscription s = upstream;
                if (s != null) {
                    s.request(limit);
                }
            }
            return true;
        }
        if (last) {
            ended = true;
            queue = null;
            UPSTREAM.lazySet(this, Operators.cancelledSubscription()); // it has ended: nothing to cancel any more
            if (scope.ready()) {
                coroutine.remove(this);
            }
        }
        return false;
    }

    private @Nullable T pollQueue(Queue<T> q) {
        try {
            return q.poll();
        } catch (Throwable e) { // a fused source has failed, or a stage between
            error = Exceptions.unwrap(e);
            cancel();
            return null;
        }
    }

    @Override
    public void close() {
        coroutine.checkThread();
        if (closed) {
            return;
        }
        closed = true;
        ended = true;
        head = null;
        coroutine.close(this);
        if (queue != null) {
            Operators.onDiscardQueueWithClear(queue, currentContext(), null);
            queue = null;
        }
    }

    @Override
    public void cancel() {
        if (!done || fused) {
            Operators.terminate(UPSTREAM, this);
        }
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
        if (key == Attr.PREFETCH) {
            return prefetch;
        }
        if (key == Attr.BUFFERED) {
            Queue<T> q = queue;
            return q == null ? 0 : q.size();
        }
        return key == Attr.TERMINATED ? done : null;
    }
}
