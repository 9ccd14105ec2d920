package dev.coflow.reactor.random;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** A subscriber that follows a script and adds what it gets to the trace. */
final class Observer implements CoreSubscriber<String> {

    private final Trace trace;
    private final Script script;
    private final CountDownLatch over = new CountDownLatch(1);
    private Subscription subscription;
    private int items;
    private boolean cancelled;

    Observer(Trace trace, Script script) {
        this.trace = trace;
        this.script = script;
    }

    @Override
    public void onSubscribe(Subscription s) {
        subscription = s;
        s.request(script.first());
        cancelIfDue();
    }

    @Override
    public void onNext(String item) {
        trace.add("next " + item);
        items++;
        cancelIfDue();
        if (items % script.every() == 0 && script.more() > 0) {
            subscription.request(script.more());
        }
    }

    private void cancelIfDue() {
        if (items == script.cancelAfter() && !cancelled) {
            cancelled = true;
            trace.add("cancel");
            subscription.cancel();
            over.countDown();
        }
    }

    @Override
    public void onError(Throwable e) {
        end("error " + e.getClass().getSimpleName() + " " + e.getMessage());
    }

    @Override
    public void onComplete() {
        end("complete");
    }

    /** An end may cross a cancel on its way; an item must not. */
    private void end(String event) {
        if (!cancelled) {
            trace.add(event);
        }
        over.countDown();
    }

    /** Waits for the end, or the cancel. */
    boolean awaitEnd(Duration limit) {
        try {
            return over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
