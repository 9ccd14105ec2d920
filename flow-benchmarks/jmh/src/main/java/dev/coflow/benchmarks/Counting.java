package dev.coflow.benchmarks;

import io.reactivex.rxjava3.core.FlowableSubscriber;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Counts items. To each library it is one of its own, which none of them wraps. */
abstract class Counting implements CoreSubscriber<Object>, FlowableSubscriber<Object>, Flow.Subscriber<Object> {

    private final CountDownLatch end = new CountDownLatch(1);

    private @Nullable Subscription upstream; // visible by what the source does, or by the latch
    private long count;
    private @Nullable Throwable error;

    /** Asks for the first. */
    abstract void started(Subscription s);

    /** Asks for more. */
    abstract void counted(Subscription s);

    @Override
    public final void onSubscribe(Subscription s) {
        upstream = s;
        started(s);
    }

    @Override
    public final void onSubscribe(Flow.Subscription s) {
        onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                s.request(n);
            }

            @Override
            public void cancel() {
                s.cancel();
            }
        });
    }

    @Override
    @SuppressWarnings("NullAway") // behind onSubscribe
    public final void onNext(Object item) {
        count++;
        counted(upstream);
    }

    @Override
    public final void onError(Throwable e) {
        error = e;
        end.countDown();
    }

    @Override
    public final void onComplete() {
        end.countDown();
    }

    final boolean ended() {
        return end.getCount() == 0;
    }

    /** The number of items. */
    long awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (error != null) {
            throw new IllegalStateException(error);
        }
        return count;
    }
}
