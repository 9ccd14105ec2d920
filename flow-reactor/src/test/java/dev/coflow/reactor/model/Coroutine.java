package dev.coflow.reactor.model;

import dev.coflow.CancelSignal;
import dev.coflow.Emitter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A body: started by the first request, suspended where the design says, told of a cancel at the next turn. */
final class Coroutine<T> implements Subscription {

    /** A body or a task. */
    interface Code<T> {
        @Nullable
        T run(Emitter<T> handle) throws Throwable;
    }

    /** Something it has open: to be cancelled with it, and waited for. */
    interface Child {
        void cancel();

        BooleanSupplier over();
    }

    private enum State {
        NEW,
        QUEUED,
        RUNNING,
        WAITING,
        ENDED
    }

    private final Turns turns;
    private final Scope scope;
    private final Subscriber<? super T> downstream;
    private final Code<T> code;
    private final Chain chain;
    private final Fiber fiber = new Fiber(this::run);
    private final BooleanSupplier demand = () -> emitted() != requested() || isCancelled();
    private final List<Child> children = new ArrayList<>();
    private final List<Child> cleanup = new ArrayList<>();

    private State state = State.NEW;
    private @Nullable Object waitingFor;
    private long requested;
    private long emitted;
    private boolean cancelled;
    private boolean told;
    private boolean unwinding;

    Coroutine(Turns turns, Scope scope, Subscriber<? super T> downstream, Code<T> code) {
        this.turns = turns;
        this.scope = scope;
        this.downstream = downstream;
        this.code = code;
        this.chain = turns.chain();
    }

    Turns turns() {
        return turns;
    }

    private long emitted() {
        return emitted;
    }

    private long requested() {
        return requested;
    }

    private boolean isCancelled() {
        return cancelled;
    }

    // From downstream

    @Override
    public void request(long n) {
        requested = Demand.add(requested, n);
        if (state == State.NEW) {
            queue();
        } else {
            resumeFor(demand);
        }
    }

    @Override
    public void cancel() {
        if (cancelled) {
            return;
        }
        cancelled = true;
        if (state == State.NEW) {
            state = State.ENDED;
            return;
        }
        List.copyOf(children).forEach(Child::cancel);
        resume();
    }

    // Resuming

    /** What it waits for, or a part of that, may be ready. */
    void resumeFor(Object awaited) {
        if (waitingFor == awaited || (waitingFor instanceof Selection selection && selection.includes(awaited))) {
            resume();
        }
    }

    private void resume() {
        if (state == State.WAITING) {
            queue();
        }
    }

    private void queue() {
        state = State.QUEUED;
        turns.add(this::takeTurn);
    }

    private boolean started;

    private void takeTurn() {
        if (!started && cancelled) {
            state = State.ENDED;
            return;
        }
        if (!started) {
            started = true;
            scope.enter();
        }
        state = State.RUNNING;
        fiber.resume();
    }

    // The code

    private void run() {
        T last = null;
        Throwable failure = null;
        try {
            last = code.run(new Handle<>(this));
        } catch (Throwable e) {
            failure = e;
        }
        unwinding = true;
        closeChildren();
        deliverEnd(last, failure);
        state = State.ENDED;
        scope.exit();
    }

    private void closeChildren() {
        List.copyOf(children).forEach(Child::cancel);
        List.copyOf(cleanup).forEach(Child::cancel);
        List<Child> all = new ArrayList<>(children);
        all.addAll(cleanup);
        for (Child child : all) {
            waitUntil(child.over());
        }
    }

    private void deliverEnd(@Nullable T last, @Nullable Throwable failure) {
        if (failure == null && last != null) {
            waitFor(demand);
        }
        turns.emit(chain, () -> signalEnd(last, failure));
    }

    private void signalEnd(@Nullable T last, @Nullable Throwable failure) {
        if (!cancelled && failure == null && last != null) {
            emitted++;
            downstream.onNext(last);
        }
        if (!cancelled && failure == null) {
            downstream.onComplete();
        } else if (!cancelled) {
            downstream.onError(failure);
        }
    }

    // What the handle calls

    void checkCancelled() {
        if (cancelled && !told) {
            throw signal();
        }
    }

    CancelSignal signal() {
        unwinding = true;
        told = true;
        return new CancelSignal();
    }

    boolean isUnwinding() {
        return unwinding;
    }

    void emit(T item) {
        if (!cancelled && emitted == requested) {
            waitFor(demand);
        }
        if (cancelled) {
            throw signal();
        }
        emitted++;
        turns.emit(chain, () -> downstream.onNext(item));
        unwindIfCancelled();
    }

    void cooperate() {
        queue();
        fiber.suspend();
        unwindIfCancelled();
    }

    void await(BooleanSupplier ready) {
        if (!ready.getAsBoolean() || mustUnwind()) {
            waitFor(ready);
            unwindIfCancelled();
        }
    }

    private boolean mustUnwind() {
        return cancelled && !unwinding;
    }

    private void unwindIfCancelled() {
        if (mustUnwind()) {
            throw signal();
        }
    }

    /** Waits until it is ready, or until a cancel. */
    private void waitFor(BooleanSupplier ready) {
        waitingFor = ready;
        while (!ready.getAsBoolean() && !mustUnwind()) {
            state = State.WAITING;
            fiber.suspend();
        }
        waitingFor = null;
    }

    private void waitUntil(BooleanSupplier ready) {
        waitingFor = ready;
        while (!ready.getAsBoolean()) {
            state = State.WAITING;
            fiber.suspend();
        }
        waitingFor = null;
    }

    void open(Child child) {
        (unwinding ? cleanup : children).add(child);
    }

    void forget(Child child) {
        children.remove(child);
        cleanup.remove(child);
    }

    void close(Child child) {
        child.cancel();
        waitUntil(child.over());
        forget(child);
    }
}
