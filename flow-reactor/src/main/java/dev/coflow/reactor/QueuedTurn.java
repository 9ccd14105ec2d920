package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** Plain work that waits in its run's queue at most once, however often it is asked for. */
abstract class QueuedTurn implements Work {

    private static final AtomicIntegerFieldUpdater<QueuedTurn> QUEUED =
            AtomicIntegerFieldUpdater.newUpdater(QueuedTurn.class, "queued");

    final Run run;

    private volatile int queued;
    private boolean serving; // confined to the turn, as is the next
    private boolean again;

    QueuedTurn(Run run) {
        this.run = run;
    }

    /**
     * Asks for a turn, unless one is queued; any thread. What was written before, with a fence or by a volatile write, is seen by that
     * turn. If this is serving just now, it looks again before it gives the turn up.
     */
    final void queue() {
        if (queued == 0) {
            if (serving && run.inTurn()) {
                again = true;
            } else {
                queueBehind();
            }
        }
    }

    /** Queues another turn behind those that wait. */
    final void queueBehind() {
        if (QUEUED.compareAndSet(this, 0, 1)) {
            run.submit(this);
        }
    }

    /** Whether the caller has the turn and need not wait for another, because this is not in the middle of serving. */
    final boolean isIdleInTurn() {
        return run.inTurn() && !serving;
    }

    @Override
    public final void execute() {
        queued = 0; // before the work is looked for: what arrives later queues again
        serving = true;
        try {
            do {
                again = false;
                serve();
            } while (again && queued == 0);
        } finally {
            serving = false;
        }
    }

    /** Does what there is to do, in a turn. */
    abstract void serve();
}
