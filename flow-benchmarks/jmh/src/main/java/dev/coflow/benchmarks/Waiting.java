package dev.coflow.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** A body that waits for ever, and the end of its finally. */
public final class Waiting {

    private static final long UNTIL_SUSPENDED_NANOS = 50_000;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch unwound = new CountDownLatch(1);

    private final BaseSubscriber<Object> subscriber = new BaseSubscriber<>() {
        @Override
        protected void hookOnSubscribe(Subscription s) {
            s.request(1);
        }
    };

    /** For the body: it waits next. */
    void reached() {
        reached.countDown();
    }

    /** For the body: to await. */
    Mono<Object> never() {
        return Mono.never().doOnRequest(n -> reached());
    }

    /** For the body: sleeps until it is interrupted. */
    int sleep() throws InterruptedException {
        reached();
        Thread.sleep(60_000);
        return 0;
    }

    /** For the body: the last that its finally does. */
    void unwound() {
        unwound.countDown();
    }

    /** Asks the body for one item, and returns when it waits. */
    Waiting start(Publisher<?> body) throws InterruptedException {
        body.subscribe(subscriber);
        reached.await();
        LockSupport.parkNanos(UNTIL_SUSPENDED_NANOS); // it says so a moment before
        return this;
    }

    /** Returns when the finally has been executed. */
    void cancel() throws InterruptedException {
        subscriber.cancel();
        unwound.await();
    }
}
