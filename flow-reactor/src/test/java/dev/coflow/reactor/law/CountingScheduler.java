package dev.coflow.reactor.law;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Knows which of its tasks neither have run nor were disposed of. */
public final class CountingScheduler implements Scheduler {

    private final Scheduler delegate;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger delayed = new AtomicInteger();

    public CountingScheduler(Scheduler delegate) {
        this.delegate = delegate;
    }

    /** How many tasks are still to come. */
    public int pending() {
        return pending.get();
    }

    /** How many of these were given a delay. */
    int delayed() {
        return delayed.get();
    }

    @Override
    public Disposable schedule(Runnable task) {
        return new Counted(task, false).on(delegate::schedule);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return new Counted(task, delay > 0).on(counted -> delegate.schedule(counted, delay, unit));
    }

    @Override
    public long now(TimeUnit unit) {
        return delegate.now(unit);
    }

    @Override
    public Worker createWorker() {
        throw new UnsupportedOperationException("the tasks of workers are not counted");
    }

    private interface Start {
        Disposable start(Runnable task);
    }

    private final class Counted implements Runnable, Disposable {

        private final Runnable task;
        private final boolean isDelayed;
        private final AtomicBoolean over = new AtomicBoolean();
        private Disposable scheduled;

        Counted(Runnable task, boolean isDelayed) {
            this.task = task;
            this.isDelayed = isDelayed;
        }

        Counted on(Start start) {
            count(1);
            scheduled = start.start(this);
            return this;
        }

        private void count(int change) {
            pending.addAndGet(change);
            if (isDelayed) {
                delayed.addAndGet(change);
            }
        }

        private void end() {
            if (over.compareAndSet(false, true)) {
                count(-1);
            }
        }

        @Override
        public void run() {
            end();
            task.run();
        }

        @Override
        public void dispose() {
            scheduled.dispose();
            end();
        }

        @Override
        public boolean isDisposed() {
            return over.get();
        }
    }
}
