package dev.coflow.reactor.law;

import dev.coflow.Flow;
import java.util.concurrent.CountDownLatch;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** The body that a test cancels: it says when it starts and when it ends, and the test waits for that. It has a demand of one item. */
final class CancelledBody {

    private final CountDownLatch started = Latches.one();
    private final CountDownLatch ended = Latches.one();
    private volatile Thread thread = Thread.currentThread();
    private volatile Subscription subscription;

    /** Called by the body, for its thread may be virtual, which nobody else can list. */
    void starts() {
        thread = Thread.currentThread();
        started.countDown();
    }

    /** Called by the body, last. */
    void ends() {
        ended.countDown();
    }

    void subscribe(Publisher<Integer> flow) {
        flow.subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription s) {
                subscription = s;
            }
        });
        subscription.request(1);
    }

    void cancel() {
        subscription.cancel();
    }

    /** Cancels it in a call that suspends, or on its way there. */
    void cancelOnceStarted(Flow<Integer> flow) {
        subscribe(flow);
        awaitStart();
        cancel();
        awaitEnd();
    }

    /** Cancels it in a call that holds its thread. */
    void cancelOnceBlocked(Flow<Integer> flow) {
        subscribe(flow);
        awaitBlocked();
        cancel();
        awaitEnd();
    }

    void awaitStart() {
        Latches.await(started);
    }

    void awaitBlocked() {
        awaitStart();
        Until.isBlocked(() -> thread);
    }

    void awaitEnd() {
        Latches.await(ended);
    }

    void interrupt() {
        thread.interrupt();
    }
}
