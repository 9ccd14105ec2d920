package dev.coflow.reactor.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Law 2 as a loop: turns are served one at a time, first come first served. Law 8 as well: time passes, and a timer fires, only when
 * no turn is left.
 */
final class Turns {

    private record Timer(long at, long number, Runnable work) {}

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final Queue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private Chain wired = Chain.EMPTY;
    private Chain emitting = Chain.EMPTY;
    private long now;
    private long timerCount;

    void add(Runnable turn) {
        queue.add(turn);
    }

    /** Whether turns wait behind the one that executes. */
    boolean areWaiting() {
        return !queue.isEmpty();
    }

    /** Subscribes to a source whose chain is the given one. */
    void wire(Chain chain, Runnable subscribing) {
        Chain before = wired;
        wired = chain;
        subscribing.run();
        wired = before;
    }

    /** The chain of what is being subscribed. */
    Chain chain() {
        return wired;
    }

    /** Signals downstream on behalf of a body. */
    void emit(Chain chain, Runnable signal) {
        emitting = chain;
        signal.run();
        emitting = Chain.EMPTY;
    }

    /** The chain of the body whose signal is on the stack; empty if there is none. */
    Chain emitting() {
        return emitting;
    }

    /** Runs something when the time has come, to add a turn. */
    void runAfter(Duration delay, Runnable work) {
        timers.add(new Timer(now + delay.toNanos(), timerCount++, work));
    }

    /** Nanoseconds since the start. */
    long now() {
        return now;
    }

    void serveAll() {
        serve();
        while (!timers.isEmpty()) {
            Timer timer = timers.poll();
            now = timer.at();
            timer.work().run();
            serve();
        }
    }

    private void serve() {
        Runnable turn;
        while ((turn = queue.poll()) != null) {
            turn.run();
        }
    }
}
