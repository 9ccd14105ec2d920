package dev.coflow.reactor.random;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** A subscriber whose requests, and its cancel, come from another thread, at any moment. */
final class RestlessObserver implements CoreSubscriber<String>, Runnable {

    private final Random random;
    private final int cancelAfter;
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger received = new AtomicInteger();
    private final List<String> items = new ArrayList<>(); // guarded by itself, as is the next
    private String end = "none";
    private Subscription subscription;

    RestlessObserver(Random random, int cancelAfter) {
        this.random = random;
        this.cancelAfter = cancelAfter;
    }

    @Override
    public void onSubscribe(Subscription s) {
        subscription = s;
        subscribed.countDown();
    }

    /** The other thread: requests until the end, or cancels. */
    @Override
    public void run() {
        await(subscribed, Duration.ofSeconds(10));
        while (over.getCount() > 0) {
            if (cancelAfter >= 0 && received.get() >= cancelAfter) {
                subscription.cancel();
                over.countDown();
                return;
            }
            subscription.request(1 + random.nextInt(3));
            for (int i = random.nextInt(200); i > 0; i--) {
                Thread.onSpinWait();
            }
            Thread.yield();
        }
    }

    @Override
    public void onNext(String item) {
        synchronized (items) {
            items.add(item);
        }
        received.incrementAndGet();
    }

    @Override
    public void onError(Throwable e) {
        end("error " + e.getClass().getSimpleName() + " " + e.getMessage());
    }

    @Override
    public void onComplete() {
        end("complete");
    }

    private void end(String event) {
        synchronized (items) {
            end = end.equals("none") ? event : end + " and " + event;
        }
        over.countDown();
    }

    boolean awaitEnd(Duration limit) {
        return await(over, limit);
    }

    /** What it got. */
    List<String> items() {
        synchronized (items) {
            return List.copyOf(items);
        }
    }

    String end() {
        synchronized (items) {
            return end;
        }
    }

    private static boolean await(CountDownLatch latch, Duration limit) {
        try {
            return latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
