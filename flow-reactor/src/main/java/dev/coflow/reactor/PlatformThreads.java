package dev.coflow.reactor;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import reactor.util.context.Context;

/**
 * An unbounded cached pool of daemon threads. Starting code never waits for a lock, as {@code ThreadPoolExecutor} may: bodies are
 * started by threads of event loops. An idle thread ends after a minute. Thread-locals that a body leaves behind are seen by the
 * next one on its thread.
 */
final class PlatformThreads extends BodyThreads {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** In the slot of a worker that executes. */
    private static final Runnable BUSY = () -> {};

    /** In the slot of a worker that has ended. */
    private static final Runnable GONE = () -> {};

    private final long idleNanos;
    private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong count = new AtomicLong();

    PlatformThreads() {
        this(IDLE_NANOS);
    }

    PlatformThreads(long idleNanos) {
        this.idleNanos = idleNanos;
    }

    @Override
    void start(Runnable code) {
        Worker worker;
        while ((worker = idle.pollFirst()) != null) {
            if (worker.take(code)) {
                return;
            }
        }
        new Worker(code).thread.start();
    }

    private final class Worker implements Runnable {

        /** What to run next; null while there is nothing. */
        private final AtomicReference<Runnable> slot;

        private final Thread thread;

        Worker(Runnable first) {
            slot = new AtomicReference<>(first);
            boolean inheritThreadLocals = false;
            thread = new Thread(null, this, "flow-" + count.getAndIncrement(), 0, inheritThreadLocals);
            thread.setDaemon(true);
        }

        /** Gives an idle worker something to run; false if it has ended meanwhile. */
        boolean take(Runnable code) {
            if (!slot.compareAndSet(null, code)) {
                return false;
            }
            LockSupport.unpark(thread);
            return true;
        }

        @Override
        public void run() {
            do {
                execute();
            } while (awaitNext());
        }

        /** A frame of its own: a thread that is idle keeps nothing of its last code alive. */
        private void execute() {
            Runnable code = slot.getAndSet(BUSY);
            try {
                code.run();
            } catch (Throwable e) {
                Errors.drop(e, Context.empty());
            }
        }

        /** Waits for the next code; false if the thread has been idle for long enough, and ends. */
        private boolean awaitNext() {
            Thread.interrupted(); // left behind by a body, and not for the next, which may come at once
            slot.set(null);
            idle.addFirst(this);
            long deadline = System.nanoTime() + idleNanos;
            while (slot.get() == null) {
                Thread.interrupted(); // by someone who means a body that has ended
                long left = deadline - System.nanoTime();
                if (left <= 0 && slot.compareAndSet(null, GONE)) {
                    idle.remove(this);
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        }
    }
}
