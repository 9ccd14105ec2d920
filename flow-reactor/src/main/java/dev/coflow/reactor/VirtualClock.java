package dev.coflow.reactor;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps a virtual clock still while bodies work. All runs on one {@code VirtualTimeScheduler} share one of these.
 *
 * <p>A run is counted while a thread of ours has its baton. When the first run becomes active, its baton is handed over by a
 * task of the virtual scheduler that then waits until no run is active. That task executes at the current instant, before any
 * later one, on whichever thread drives the clock; so only the driver waits, and the clock does not move meanwhile.
 *
 * <p>The wait cannot hang. It ends when the bodies that are active block outside our suspension points, as their threads' states
 * say; the clock then moves in steps, from a nanosecond doubling, each with another look. And after a limit of real time
 * ({@code dev.coflow.virtualTimeLimitSeconds}, 30 unless set) it fails with a dump of the active threads.
 */
final class VirtualClock {

    /** The clock of each virtual scheduler. A clock refers to its scheduler, so it is kept alive by its runs alone. */
    private static final Map<Scheduler, WeakReference<VirtualClock>> CLOCKS = new WeakHashMap<>();

    private static final String LIMIT_PROPERTY = "dev.coflow.virtualTimeLimitSeconds";
    private static final long DEFAULT_LIMIT_SECONDS = 30;

    /** How often the threads' states are looked at. */
    private static final long SAMPLE_MILLIS = 5;

    /** How many looks in a row must find all active threads blocked. */
    private static final int BLOCKED_SAMPLES = 20;

    private static final long LONGEST_STEP_NANOS = TimeUnit.DAYS.toNanos(10_000);

    private final Scheduler scheduler;
    private final Map<Run, Integer> active = new ConcurrentHashMap<>(); // for the states and the dump

    /** How many batons threads of ours have; guarded by this. */
    private int count;

    /** Whether the driver waits, or is about to; guarded by this. */
    private boolean waiting;

    private VirtualClock(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The clock of a scheduler that is virtual, or null. */
    static @Nullable VirtualClock of(Scheduler scheduler) {
        Scheduler virtual = VirtualTime.find(scheduler);
        if (virtual == null) {
            return null;
        }
        synchronized (CLOCKS) {
            WeakReference<VirtualClock> known = CLOCKS.get(virtual);
            VirtualClock clock = known == null ? null : known.get();
            if (clock == null) {
                clock = new VirtualClock(virtual);
                CLOCKS.put(virtual, new WeakReference<>(clock));
            }
            return clock;
        }
    }

    /** A thread that is not ours hands a run's baton to one of ours. */
    void enter(Run run, Runnable grant) {
        active.merge(run, 1, Integer::sum);
        boolean wait;
        synchronized (this) {
            count++;
            wait = !waiting && !isOurs();
            waiting |= wait;
        }
        if (!wait) {
            grant.run();
            return;
        }
        try {
            scheduler.schedule(() -> {
                grant.run();
                awaitIdle(1);
            });
        } catch (RejectedExecutionException e) { // the clock was disposed of: nothing to keep still
            grant.run();
        }
    }

    /** Whether the calling thread is one that the driver would wait for. */
    private boolean isOurs() {
        return active.keySet().stream().anyMatch(Run::inTurn);
    }

    /** A thread of ours gives a run's baton back. */
    void exit(Run run) {
        active.computeIfPresent(run, (r, n) -> n == 1 ? null : n - 1);
        synchronized (this) {
            if (--count == 0) {
                notifyAll();
            }
        }
    }

    /** Waits, on the thread that drives the clock, until no run is active. */
    private synchronized void awaitIdle(long stepNanos) {
        if (isOurs()) { // a body that was released registers a timer, and finds nobody else driving the clock
            waiting = false;
            lookAgainIn(stepNanos);
            return;
        }
        long limit = Long.getLong(LIMIT_PROPERTY, DEFAULT_LIMIT_SECONDS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(limit);
        int samplesLeft = stepNanos == 1 ? BLOCKED_SAMPLES : 1;
        int samples = samplesLeft;
        waiting = true;
        try {
            while (count > 0) {
                wait(SAMPLE_MILLIS);
                samplesLeft = allBlocked() ? samplesLeft - 1 : samples;
                if (count > 0 && samplesLeft == 0) {
                    lookAgainIn(stepNanos);
                    return;
                }
                if (count > 0 && System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(
                            "virtual time cannot move: bodies that suspend or end are required, but after " + limit
                                    + " s of real time these still work at one instant. If they should, set -D"
                                    + LIMIT_PROPERTY + "." + dump());
                }
            }
        } catch (InterruptedException e) { // whoever drives the clock is told to stop
            Thread.currentThread().interrupt();
        } finally {
            waiting = false;
        }
    }

    private void lookAgainIn(long stepNanos) {
        if (stepNanos > LONGEST_STEP_NANOS) {
            return;
        }
        try {
            scheduler.schedule(() -> awaitIdle(stepNanos << 1), stepNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the clock was disposed of: nothing to keep still
        }
    }

    private boolean allBlocked() {
        for (Run run : active.keySet()) {
            Thread holder = run.holder();
            if (holder == null || !isBlocked(holder.getState())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlocked(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.BLOCKED;
    }

    private String dump() {
        StringBuilder dump = new StringBuilder();
        for (Run run : active.keySet()) {
            Thread holder = holderOf(run);
            dump.append("\n  ")
                    .append(holder == null ? "a thread about to start" : holder.getName() + " " + holder.getState());
            if (holder != null) {
                for (StackTraceElement frame : holder.getStackTrace()) {
                    dump.append("\n      at ").append(frame);
                }
            }
        }
        return dump.toString();
    }

    /** The thread that has the baton; between two turns nobody has it for an instant. */
    private static @Nullable Thread holderOf(Run run) {
        Thread holder = null;
        for (int look = 0; holder == null && look < 10_000; look++) {
            holder = run.holder();
            if (holder == null) {
                LockSupport.parkNanos(100_000); // the machine may be busy with something else just then
            }
        }
        return holder;
    }
}
