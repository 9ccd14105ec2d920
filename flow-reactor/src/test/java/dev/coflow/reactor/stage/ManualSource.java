package dev.coflow.reactor.stage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Signals what a test says, when it says so, and notes what it is told. */
final class ManualSource implements Publisher<Integer>, Subscription {

    private final boolean late;
    private final List<Long> requests = new CopyOnWriteArrayList<>();
    private volatile Subscriber<? super Integer> subscriber;
    private volatile boolean cancelled;

    private ManualSource(boolean late) {
        this.late = late;
    }

    static ManualSource create() {
        return new ManualSource(false);
    }

    /** Leaves {@code onSubscribe} to the test, too. */
    static ManualSource late() {
        return new ManualSource(true);
    }

    @Override
    public void subscribe(Subscriber<? super Integer> s) {
        subscriber = s;
        if (!late) {
            s.onSubscribe(this);
        }
    }

    /** Calls {@code onSubscribe}. */
    void arrive() {
        awaitSubscriber();
        subscriber.onSubscribe(this);
    }

    void awaitSubscriber() {
        Waiting.until(() -> subscriber != null);
    }

    void awaitRequest() {
        Waiting.until(() -> !requests.isEmpty());
    }

    void awaitCancel() {
        Waiting.until(() -> cancelled);
    }

    Subscriber<? super Integer> subscriber() {
        return subscriber;
    }

    List<Long> requests() {
        return requests;
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void request(long n) {
        requests.add(n);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
