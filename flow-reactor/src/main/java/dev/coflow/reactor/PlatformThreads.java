package dev.coflow.reactor;

import java.util.Deque;
import java.util.Objects;
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

    /** In the slot of a worker that has ended. */
    private static final Runnable GONE = () -> {};

    private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong count = new AtomicLong();

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
            for (Runnable code = Objects.requireNonNull(slot.get()); code != GONE; code = next()) {
                try {
                    code.run();
                } catch (Throwable e) {
                    Errors.drop(e, Context.empty());
                }
            }
        }

        /** Waits for the next code, or ends. */
        private Runnable next() {
            slot.set(null);
            idle.addFirst(this);
            long deadline = System.nanoTime() + IDLE_NANOS;
            for (; ; ) {
                Thread.interrupted(); // left behind by a body, and not for the next
                Runnable code = slot.get();
                if (code != null) {
                    return code;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0 && slot.compareAndSet(null, GONE)) {
                    idle.remove(this);
                    return GONE;
                }
                LockSupport.parkNanos(this, left);
            }
        }
    }
}
