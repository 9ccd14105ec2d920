package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The last subscriber of a flow inside its run. Demand that comes from outside enters through a turn, so that what it sets off
 * executes in that turn, unless the stage above {@link TurnTaking takes one} by itself; cancel passes at once. Signals from upstream come in
 * turns.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class RunGate<T> extends QueuedTurn
        implements CoreSubscriber<T>, Fuseable.QueueSubscription<T>, RunMember, Scannable {

    private static final AtomicLongFieldUpdater<RunGate> PENDING =
            AtomicLongFieldUpdater.newUpdater(RunGate.class, "pending");

    private final CoreSubscriber<? super T> downstream;
    private final Scope scope;

    private volatile @Nullable Subscription upstream;
    private volatile long pending; // requested outside a turn and not passed on yet
    private volatile @Nullable IllegalArgumentException badRequest;
    private volatile boolean cancelled;
    private boolean done;

    RunGate(CoreSubscriber<? super T> downstream, Run run, Scope scope) {
        super(run);
        this.downstream = downstream;
        this.scope = scope;
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
            downstream.onNext(item);
        }
    }

    @Override
    public void onError(Throwable e) {
        if (done || cancelled) {
            Errors.dropAfterCancel(e, currentContext());
        } else {
            done = true;
            downstream.onError(e);
        }
    }

    @Override
    public void onComplete() {
        if (!done) {
            done = true;
            downstream.onComplete();
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badRequest = new IllegalArgumentException("§3.9: a request of n > 0 is required but it was " + n);
            queue();
        } else if (upstream instanceof TurnTaking || run.inTurn()) {
            upstream().request(n);
        } else {
            Operators.addCap(PENDING, this, n);
            queue();
        }
    }

    /** Passes on what was requested outside a turn. */
    @Override
    void serve() {
        long n = pending == 0 ? 0 : PENDING.getAndSet(this, 0);
        IllegalArgumentException bad = badRequest;
        if (bad != null && !done && !cancelled) {
            upstream().cancel();
            onError(bad);
        } else if (n > 0) {
            upstream().request(n);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        upstream().cancel();
    }

    @SuppressWarnings("NullAway") // downstream has this subscription because upstream is set
    private Subscription upstream() {
        return upstream;
    }

    @Override
    public Run run() {
        return run;
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public Context currentContext() {
        return downstream.currentContext();
    }

    // Downstream may have been promised a source that can be fused; across a gate nothing is

    @Override
    public int requestFusion(int requestedMode) {
        return Fuseable.NONE;
    }

    @Override
    public @Nullable T poll() {
        return null;
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public void clear() {
        // nothing is queued
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
