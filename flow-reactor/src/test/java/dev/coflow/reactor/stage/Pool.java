package dev.coflow.reactor.stage;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.Schedulers;

/** What Reactor's schedulers are given to execute: when they are through with it, and whether they take it. */
final class Pool implements AutoCloseable {

    private static final String KEY = "dev.coflow.reactor.stage.Pool";

    private final AtomicInteger executed = new AtomicInteger();
    private volatile boolean refusing;

    Pool() {
        Schedulers.onScheduleHook(KEY, this::decorate);
    }

    private Runnable decorate(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("refused by the test");
        }
        return () -> {
            task.run();
            executed.incrementAndGet();
        };
    }

    /** From now on it is as one that was shut down, or is full. */
    void refuse() {
        refusing = true;
    }

    void awaitExecuted(int tasks) {
        Waiting.until(() -> executed.get() == tasks);
    }

    @Override
    public void close() {
        Schedulers.resetOnScheduleHook(KEY);
    }
}
