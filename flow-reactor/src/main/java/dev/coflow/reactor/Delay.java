package dev.coflow.reactor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A time that a body waits, on the scheduler that its subscriber names. */
final class Delay implements Upstream, Runnable {

    private final Coroutine<?> coroutine;
    private volatile boolean over;
    private volatile @Nullable Disposable timer;

    Delay(Coroutine<?> coroutine) {
        this.coroutine = coroutine;
    }

    void start(Duration delay) {
        timer = ReactorFlow.scheduler(coroutine.downstream().currentContext())
                .schedule(this, Durations.nanos(delay), TimeUnit.NANOSECONDS);
    }

    /** The time is over; called by the scheduler. */
    @Override
    public void run() {
        over = true;
        coroutine.resumeFor(this);
    }

    @Override
    public boolean ready() {
        return over;
    }

    @Override
    public void cancel() {
        Disposable t = timer;
        if (!over && t != null) {
            t.dispose();
        }
    }

    @Override
    public Waitable ended() {
        return Waitable.ALWAYS;
    }
}
