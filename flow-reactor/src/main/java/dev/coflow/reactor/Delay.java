package dev.coflow.reactor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A time that a body waits, on the scheduler of its run. */
final class Delay implements Waitable, Runnable {

    private final Coroutine<?> coroutine;
    private volatile boolean over;
    private @Nullable Disposable timer;

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

    void dispose() {
        if (!over && timer != null) {
            timer.dispose();
        }
    }
}
