package dev.coflow.reactor.model;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Sequential code that runs while its caller waits, until it suspends itself or ends: two threads of which one always waits. */
final class Fiber {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(code -> {
        Thread thread = new Thread(code, "model");
        thread.setDaemon(true);
        return thread;
    });

    private final Runnable code;
    private final Semaphore inside = new Semaphore(0);
    private final Semaphore outside = new Semaphore(0);
    private boolean started;

    Fiber(Runnable code) {
        this.code = code;
    }

    /** Starts the code or lets it go on. */
    void resume() {
        if (started) {
            inside.release();
        } else {
            started = true;
            THREADS.execute(() -> {
                code.run();
                outside.release();
            });
        }
        outside.acquireUninterruptibly();
    }

    /** Called by the code. */
    void suspend() {
        outside.release();
        inside.acquireUninterruptibly();
    }
}
