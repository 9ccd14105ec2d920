package dev.coflow.reactor.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** A subscriber that notes what it is told and requests exactly what a test says. */
final class Recorder<T> implements CoreSubscriber<T> {

    private static final int LIMIT_SECONDS = 20;

    private final List<T> items = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final long atStart;
    private final long onEach;
    private Subscription upstream;
    private volatile Throwable error;

    private Recorder(long atStart, long onEach) {
        this.atStart = atStart;
        this.onEach = onEach;
    }

    /** Subscribes and requests nothing. */
    static <T> Recorder<T> subscribe(Publisher<T> source) {
        return subscribe(source, new Recorder<>(0, 0));
    }

    /** Subscribes, requests one item, and one more from inside each {@code onNext}. */
    static <T> Recorder<T> subscribeOneByOne(Publisher<T> source) {
        return subscribe(source, new Recorder<>(1, 1));
    }

    /** Subscribes as libraries other than Reactor do. */
    static <T> Recorder<T> subscribePlainly(Publisher<T> source) {
        Recorder<T> recorder = new Recorder<>(0, 0);
        source.subscribe(new Subscriber<T>() {
            @Override
            public void onSubscribe(Subscription s) {
                recorder.onSubscribe(s);
            }

            @Override
            public void onNext(T item) {
                recorder.onNext(item);
            }

            @Override
            public void onError(Throwable e) {
                recorder.onError(e);
            }

            @Override
            public void onComplete() {
                recorder.onComplete();
            }
        });
        return recorder;
    }

    private static <T> Recorder<T> subscribe(Publisher<T> source, Recorder<T> recorder) {
        Flux.from(source).subscribe(recorder);
        return recorder;
    }

    void request(long n) {
        upstream.request(n);
    }

    void cancel() {
        upstream.cancel();
    }

    Subscription upstream() {
        return upstream;
    }

    List<T> items() {
        return items;
    }

    Throwable awaitError() throws InterruptedException {
        awaitEnd();
        return error;
    }

    void awaitEnd() throws InterruptedException {
        assertThat(end.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("has ended").isTrue();
    }

    boolean hasEnded() {
        return end.getCount() == 0;
    }

    @Override
    public void onSubscribe(Subscription s) {
        upstream = s;
        if (atStart > 0) {
            s.request(atStart);
        }
    }

    @Override
    public void onNext(T item) {
        items.add(item);
        if (onEach > 0) {
            upstream.request(onEach);
        }
    }

    @Override
    public void onError(Throwable e) {
        error = e;
        end.countDown();
    }

    @Override
    public void onComplete() {
        end.countDown();
    }
}
