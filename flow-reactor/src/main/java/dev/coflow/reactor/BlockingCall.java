package dev.coflow.reactor;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Blocking code that runs on {@code boundedElastic} while its body is suspended. Started and read by the body's thread, cancelled
 * by any.
 */
@SuppressWarnings("rawtypes") // field updater
final class BlockingCall<S extends @Nullable Object> extends Interruptible implements Upstream, Runnable {

    private static final AtomicIntegerFieldUpdater<BlockingCall> STATE =
            AtomicIntegerFieldUpdater.newUpdater(BlockingCall.class, "state");

    private static final int SCHEDULED = 0;
    private static final int RUNNING = 1;
    /** It has returned, or was cancelled before it began. */
    private static final int OVER = 2;

    private final Coroutine<?> coroutine;
    private final Callable<S> work;
    private volatile int state;
    private volatile boolean cancelled;
    private volatile @Nullable Disposable task;
    private @Nullable S result; // written before OVER, as is the next
    private @Nullable Throwable failure;

    BlockingCall(Coroutine<?> coroutine, Callable<S> work) {
        this.coroutine = coroutine;
        this.work = work;
    }

    void start() {
        task = Schedulers.boundedElastic().schedule(this);
    }

    @Override
    public void run() {
        executedBy(Thread.currentThread());
        if (!STATE.compareAndSet(this, SCHEDULED, RUNNING)) {
            return;
        }
        leave();
        try {
            if (!cancelled) { // guards against a cancel that found no thread to interrupt yet
                result = work.call();
            }
        } catch (Throwable e) {
            failure = e;
        }
        close();
        state = OVER;
        coroutine.resumeFor(this);
    }

    @Override
    public boolean ready() {
        return state == OVER;
    }

    /** Interrupts the code if it runs; it does not begin if it has not. */
    @Override
    public void cancel() {
        cancelled = true;
        if (STATE.compareAndSet(this, SCHEDULED, OVER)) {
            Disposable t = task;
            if (t != null) {
                t.dispose();
            }
        } else if (state == RUNNING) {
            interruptUserCode();
        }
    }

    @Override
    public Waitable ended() {
        return this;
    }

    /** Takes the result, or throws what the work threw. */
    @SuppressWarnings("NullAway") // the work's own null
    S takeResult() {
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw Sneaky.raise(thrown);
        }
        S taken = result;
        result = null;
        return taken;
    }

    /** Reports what came after a cancel, and nobody took. */
    @Override
    public void release() {
        Context context = coroutine.downstream().currentContext();
        if (result != null) {
            Operators.onDiscard(result, context);
            result = null;
        }
        if (failure != null) {
            Errors.dropAfterCancel(failure, context);
            failure = null;
        }
    }
}
