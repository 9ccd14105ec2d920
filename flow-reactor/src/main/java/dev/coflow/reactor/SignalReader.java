package dev.coflow.reactor;

import dev.coflow.Turn;
import java.util.concurrent.LinkedTransferQueue;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;

/**
 * Signals read one by one by a thread that waits for them. Whoever signals never waits, not even for a lock: it may be the thread of an
 * event loop. {@link #close} is called by any thread.
 */
final class SignalReader<T> extends BaseSubscriber<Signal<T>> {

    private static final int PREFETCH = Turn.DEFAULT_PREFETCH;
    private static final int LIMIT = PREFETCH - (PREFETCH >> 2);

    private final LinkedTransferQueue<Signal<T>> queue = new LinkedTransferQueue<>();
    private volatile boolean closed;
    private int taken; // since the last request

    @Override
    protected void hookOnSubscribe(Subscription s) {
        s.request(PREFETCH);
    }

    @Override
    protected void hookOnNext(Signal<T> signal) {
        queue.offer(signal);
    }

    /** Waits for the next signal; behind the last there is none. */
    Signal<T> next() {
        if (Schedulers.isInNonBlockingThread()) {
            throw new IllegalStateException(
                    "a thread that may block is required to read the items of a flow but this is "
                            + Thread.currentThread().getName() + ": subscribe to it, or compose it with Reactor");
        }
        Signal<T> signal = take();
        if (++taken == LIMIT) {
            taken = 0;
            request(LIMIT);
        }
        return closed ? Signal.complete() : signal; // what was read is a beginning, without gaps
    }

    private Signal<T> take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            close(); // whoever reads on meets the end
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while waiting for the next item of a flow, which is cancelled", e);
        }
    }

    /** Cancels, and ends a reader that waits on another thread. */
    void close() {
        closed = true;
        cancel();
        queue.clear();
        queue.offer(Signal.complete());
    }
}
