package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A downstream that counts what it is told, and what is discarded. */
final class Recorder implements CoreSubscriber<Object> {

    /** The only error that is expected. */
    static final RuntimeException ERROR = new IllegalStateException("the error of the source");

    private static final int UNEXPECTED = 1000; // ends that no outcome allows

    private final AtomicInteger items = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger discarded = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();
    private final Context context = Operators.enableOnDiscard(Context.empty(), item -> discarded.incrementAndGet());

    private volatile @Nullable Subscription subscription;
    private boolean busy; // plain: signals come one at a time, and each happens-before the next

    @Override
    public void onSubscribe(Subscription s) {
        subscription = s;
    }

    @Override
    public void onNext(Object item) {
        begin();
        items.incrementAndGet();
        finish();
    }

    @Override
    public void onError(Throwable e) {
        begin();
        ends.addAndGet(e == ERROR ? 1 : UNEXPECTED);
        finish();
    }

    @Override
    public void onComplete() {
        begin();
        ends.incrementAndGet();
        finish();
    }

    private void begin() {
        if (busy) {
            overlaps.incrementAndGet();
        }
        busy = true;
    }

    private void finish() {
        if (Thread.currentThread().isInterrupted()) {
            interrupts.incrementAndGet();
        }
        busy = false;
    }

    @Override
    public Context currentContext() {
        return context;
    }

    Subscription subscription() {
        return subscription;
    }

    int items() {
        return items.get();
    }

    int ends() {
        return ends.get();
    }

    int discarded() {
        return discarded.get();
    }

    int overlaps() {
        return overlaps.get();
    }

    /** How many signals saw the interrupt of a cancel. */
    int interrupts() {
        return interrupts.get();
    }
}
