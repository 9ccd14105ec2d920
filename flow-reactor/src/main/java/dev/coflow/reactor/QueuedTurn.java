package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** Plain work that waits in its run's queue at most once, however often it is asked for. */
abstract class QueuedTurn implements Work {

    private static final AtomicIntegerFieldUpdater<QueuedTurn> QUEUED =
            AtomicIntegerFieldUpdater.newUpdater(QueuedTurn.class, "queued");

    final Run run;

    private volatile int queued;

    QueuedTurn(Run run) {
        this.run = run;
    }

    /** Queues a turn, unless one is queued; any thread. What was written before is seen by that turn. */
    final void queue() {
        if (queued == 0 && QUEUED.compareAndSet(this, 0, 1)) {
            run.submit(this);
        }
    }

    @Override
    public final void execute() {
        queued = 0; // before the work is looked for: what arrives later queues again
        serve();
    }

    /** Does what there is to do, in a turn. */
    abstract void serve();
}
