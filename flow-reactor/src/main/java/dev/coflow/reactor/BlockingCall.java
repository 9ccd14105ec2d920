package dev.coflow.reactor;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * Blocking code that runs on {@code boundedElastic} while its body is suspended. Started, cancelled and read by the body's
 * thread.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class BlockingCall<S extends @Nullable Object> implements Waitable, Runnable {

    private static final AtomicIntegerFieldUpdater<BlockingCall> STATE =
            AtomicIntegerFieldUpdater.newUpdater(BlockingCall.class, "state");

    private static final int SCHEDULED = 0;
    private static final int RUNNING = 1;
    /** It has returned, or was cancelled before it began. */
    private static final int OVER = 2;

    private final Coroutine<?> coroutine;
    private final Callable<S> work;
    private volatile int state;
    private @Nullable Disposable task;
    private @Nullable S result; // written before OVER
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
        if (!STATE.compareAndSet(this, SCHEDULED, RUNNING)) {
            return;
        }
        try {
            result = work.call();
        } catch (Throwable e) {
            failure = e;
        }
        state = OVER;
        coroutine.resumeFor(this);
    }

    @Override
    public boolean ready() {
        return state == OVER;
    }

    /** Interrupts the code if it runs, and returns after its end. */
    void cancelAndWait() {
        if (state == OVER || STATE.compareAndSet(this, SCHEDULED, OVER)) {
            return;
        }
        if (task != null) {
            task.dispose();
        }
        coroutine.await(this); // the body unwinds: this wait is not cancelled
    }

    @SuppressWarnings("NullAway") // the work's own null
    S result() {
        if (failure != null) {
            throw Sneaky.raise(failure);
        }
        return result;
    }
}
