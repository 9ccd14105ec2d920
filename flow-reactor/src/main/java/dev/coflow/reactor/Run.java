package dev.coflow.reactor;

import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * One execution of a flow: a serial queue of turns, served first come first served.
 *
 * <p>The right to execute a turn is the baton. A thread that adds work to an idle run takes it and drains the queue. When the
 * next turn resumes a body, the drainer hands the baton to that body's thread and leaves; a body that suspends or ends passes
 * it on to the next turn. So exactly one thread has the baton while there is work, no thread ever waits for a body, and each
 * turn happens-before the next.
 *
 * <p>A body's thread executes that body alone. When plain work follows a body's turn, a thread of our own takes the baton:
 * other stages neither see the body's thread-locals nor are hit by an interrupt meant for it.
 *
 * <p>Thread-safe; methods that need the baton say so.
 */
final class Run {

    private static final AtomicIntegerFieldUpdater<Run> WIP = AtomicIntegerFieldUpdater.newUpdater(Run.class, "wip");

    // not Reactor's, which hooks may wrap to carry thread-locals from whoever adds a turn to whoever serves it
    private final Queue<Work> queue = new ConcurrentLinkedQueue<>();
    private final @Nullable ClassLoader contextClassLoader =
            Thread.currentThread().getContextClassLoader();
    private final Scheduler scheduler;
    private final @Nullable VirtualClock clock;

    /** Turns queued, plus the one that executes. The baton is taken by the increment from zero. */
    private volatile int wip;

    /** The thread that executes a turn now. Each thread writes itself, and clears that before it gives the baton away. */
    private volatile @Nullable Thread holder;

    /** How many turns were served; guarded by the baton. */
    private long turns;

    Run(ContextView context) {
        this.scheduler = ReactorFlow.scheduler(context);
        this.clock = VirtualClock.of(scheduler);
    }

    /** Whether the calling thread executes a turn of this run. */
    boolean inTurn() {
        return holder == Thread.currentThread();
    }

    /**
     * Makes an item that was put into a queue visible before its consumer is looked at: Reactor's queues store without a fence, and a
     * consumer that found nothing would otherwise not be told. Within the run the baton sees to that.
     */
    void publishItem() {
        if (!inTurn()) {
            VarHandle.fullFence();
        }
    }

    /** Whether turns wait behind the one that executes. Needs the baton. */
    boolean hasWaitingTurns() {
        return wip > 1;
    }

    /** How many turns were served. Needs the baton. */
    long turns() {
        return turns;
    }

    /** What the threads of this run have as their context class loader: that of whoever subscribed. */
    @Nullable
    ClassLoader contextClassLoader() {
        return contextClassLoader;
    }

    @Nullable
    Thread holder() {
        return holder;
    }

    /** Adds a turn at the tail. If the run is idle the calling thread serves it, and what it leads to. */
    void submit(Work work) {
        queue.offer(work);
        if (WIP.getAndIncrement(this) == 0) {
            drain(nextWork(), false);
        }
    }

    /** Executes at once if the calling thread has the turn, in a turn of its own otherwise. */
    void executeInTurn(Work work) {
        if (inTurn()) {
            work.execute();
        } else {
            submit(work);
        }
    }

    /**
     * Serves turns until none is left or a body takes the baton.
     *
     * @param first the turn to serve first
     * @param own whether this is a thread of ours, which the virtual clock waits for
     */
    private void drain(Work first, boolean own) {
        Work work = first;
        for (; ; ) {
            if (work.hops(turns) && hop(work, own)) {
                return;
            }
            if (!own && isNotForThisThread(work)) {
                leaveToOurs(work);
                return;
            }
            if (work instanceof Coroutine && hand((Coroutine<?>) work, own)) {
                return;
            }
            turns++;
            holder = Thread.currentThread();
            executeSafely(work);
            holder = null;
            if (WIP.decrementAndGet(this) == 0) {
                if (own) {
                    idle();
                }
                return;
            }
            work = nextWork();
        }
    }

    /**
     * Passes the baton on. Called by a body's thread that has it and suspends or ends.
     *
     * @param self the body if it suspends, null if it has ended
     * @return whether the next turn is the body's own, so that it still has the baton
     */
    boolean passOn(@Nullable Coroutine<?> self) {
        // Nobody else comes first: it stays the holder, whoever looks. Only what is counted may be taken, for a turn is
        // offered first and counted then, and who counts from zero expects to find it.
        if (self != null && wip > 1 && queue.peek() == self) {
            nextWork();
            WIP.decrementAndGet(this);
            turns++;
            return true;
        }
        holder = null;
        if (WIP.decrementAndGet(this) == 0) {
            idle();
            return false;
        }
        Work next = nextWork();
        if (next == self) {
            turns++;
            holder = Thread.currentThread();
            return true;
        }
        if (!(next instanceof Coroutine) || !hand((Coroutine<?>) next, true)) {
            drainElsewhere(next);
        }
        return false;
    }

    /** Called by a body's thread that was handed the baton. */
    void took() {
        holder = Thread.currentThread();
    }

    /**
     * Whether plain work must not be served here, because this thread executes a body of another run, outside {@code onNext}. Wiring
     * may: it was that body's own call that subscribed, and a source must not miss what the body does next.
     */
    private static boolean isNotForThisThread(Work work) {
        return !(work instanceof Coroutine) && !(work instanceof Wiring) && Coroutine.isInUserCode();
    }

    private void leaveToOurs(Work next) {
        if (clock == null) {
            drainElsewhere(next);
        } else {
            clock.enter(this, () -> drainElsewhere(next));
        }
    }

    private void drainElsewhere(Work next) {
        try {
            BodyThreads.current().start(() -> {
                Thread self = Thread.currentThread();
                ClassLoader before = self.getContextClassLoader();
                self.setContextClassLoader(contextClassLoader);
                drain(next, true);
                self.setContextClassLoader(before);
            });
        } catch (Throwable e) {
            drain(next, true); // out of threads: better here than a lost baton
        }
    }

    /** Hands the baton to a body; false if the body cannot take it and is to be served as plain work. */
    private boolean hand(Coroutine<?> body, boolean own) {
        if (!body.canTakeBaton()) {
            return false;
        }
        turns++;
        if (own || clock == null) {
            return body.grant();
        }
        clock.enter(this, () -> {
            if (!body.grant()) {
                drain(body, true);
            }
        });
        return true;
    }

    /** A thread of ours gives the baton back to nobody. */
    private void idle() {
        if (clock != null) {
            clock.exit(this);
        }
    }

    /**
     * Leaves the thread the run is on, so that others who wait for that thread get their share; the order of turns stays.
     *
     * @return whether the turn goes on elsewhere
     */
    private boolean hop(Work work, boolean own) {
        if (own) {
            Thread.yield();
            return false;
        }
        Hop hop = new Hop(work);
        try {
            scheduler.schedule(hop);
        } catch (RejectedExecutionException e) {
            return false; // the scheduler is gone: go on here
        } catch (Throwable e) { // out of threads, and what was queued may be run by a later one
            return !hop.revoke();
        }
        return hop.left();
    }

    /** Continues the run on the scheduler; a scheduler that executes at once would recurse, so that goes on in the loop. */
    private final class Hop implements Runnable {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final Work work;
        private final Thread from = Thread.currentThread();
        private boolean scheduling = true; // read and written by the thread that hops alone
        private boolean ranHere;

        Hop(Work work) {
            this.work = work;
        }

        @Override
        public void run() {
            if (Thread.currentThread() == from && scheduling) {
                ranHere = true;
            } else if (taken.compareAndSet(false, true)) {
                drain(new Hopped(work), false);
            }
        }

        /** Whether the turn stays here, even if the scheduler runs this yet. */
        boolean revoke() {
            return taken.compareAndSet(false, true);
        }

        boolean left() {
            scheduling = false;
            return !ranHere;
        }
    }

    /** A turn that has hopped and does not hop again. */
    private record Hopped(Work work) implements Work {
        @Override
        public void execute() {
            work.execute();
        }
    }

    @SuppressWarnings("NullAway") // what is counted was offered before
    private Work nextWork() {
        return queue.poll();
    }

    private static void executeSafely(Work work) {
        try {
            work.execute();
        } catch (Throwable e) { // the baton must go on whatever a turn throws
            Errors.drop(e, Context.empty());
        }
    }
}
