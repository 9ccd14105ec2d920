package dev.coflow.reactor;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * One subscription to a {@link JoinFlux}. {@link #request}, {@link #cancel} and {@link #queue} are called by any thread; the
 * drain executes as a turn of the run.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class Join<S, T> extends QueuedTurn implements TurnTaking, Scannable {

    private static final AtomicLongFieldUpdater<Join> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(Join.class, "requested");

    /** How many items one turn emits while others wait for theirs. */
    private static final int ITEMS_PER_TURN = 256;

    private final CoreSubscriber<? super T> downstream;
    private final RunMember member;
    private final JoinInput<S>[] inputs;
    private final JoinRule<S, T> rule;

    private volatile long requested;
    private volatile boolean cancelled;
    private volatile boolean wired;
    private long emitted; // confined to the turn, as is the next
    private boolean done;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Join(CoreSubscriber<? super T> downstream, RunMember member, int size, int prefetch, JoinRule<S, T> rule) {
        super(member.run());
        this.downstream = downstream;
        this.member = member;
        this.rule = rule;
        this.inputs = new JoinInput[size];
        for (int i = 0; i < size; i++) {
            inputs[i] = new JoinInput<>(this, prefetch);
        }
    }

    /** Subscribes to the inputs, in their order; none is asked for items before all are subscribed. */
    void wire(List<Flux<? extends S>> sources) {
        for (int i = 0; i < inputs.length && !cancelled; i++) {
            try {
                sources.get(i).subscribe(inputs[i]);
            } catch (Throwable e) { // the source broke §1.9
                inputs[i].onError(e);
            }
        }
        wired = true;
        queue();
    }

    /** An input has come; if it came late, from a thread of its own, it is asked for items now. */
    void inputIsSubscribed() {
        if (wired) {
            queue();
        }
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            Operators.addCap(REQUESTED, this, n);
            queue();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        for (JoinInput<S> input : inputs) {
            input.cancel();
        }
        if (isIdleInTurn()) { // at once: a turn for this alone would count as somebody to wait for
            clear();
        } else {
            queue();
        }
    }

    /** The drain. */
    @Override
    void serve() {
        if (done) {
            clear(); // what came after the end
        } else if (wired) {
            try {
                drain();
            } catch (Throwable e) { // a function downstream threw what Reactor calls fatal, and does not signal
                fail(e);
            }
        }
    }

    private void drain() {
        if (requested > 0) {
            for (JoinInput<S> input : inputs) {
                input.prime();
            }
        }
        int left = ITEMS_PER_TURN;
        while (!cancelled) {
            if (left == 0) {
                if (run.hasWaitingTurns()) {
                    queueBehind();
                    return;
                }
                left = ITEMS_PER_TURN;
            }
            T item = pick();
            if (item == null) {
                goOnLater();
                return;
            }
            left--;
            emitted++;
            downstream.onNext(item);
        }
        done = true;
        clear();
    }

    private @Nullable T pick() {
        try {
            return rule.pick(inputs, emitted != requested);
        } catch (Throwable e) { // the user's combiner
            rule.failure = e;
            return rule.none(JoinRule.Lack.END);
        }
    }

    private void goOnLater() {
        switch (rule.lack) {
            case NOTHING:
                break;
            case OTHERS_FIRST:
                queueBehind();
                break;
            case END:
                end();
                break;
        }
    }

    private void fail(Throwable e) {
        if (done) {
            Errors.drop(e, downstream.currentContext());
        } else {
            rule.failure = e;
            end();
        }
    }

    private void end() {
        done = true;
        stop();
        if (rule.failure == null) {
            downstream.onComplete();
        } else {
            downstream.onError(rule.failure);
        }
    }

    private void stop() {
        for (JoinInput<S> input : inputs) {
            input.stop();
        }
        clear();
    }

    private void clear() {
        for (JoinInput<S> input : inputs) {
            input.discard();
        }
    }

    CoreSubscriber<? super T> downstream() {
        return downstream;
    }

    Scope scope() {
        return member.scope();
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.ACTUAL) {
            return downstream;
        }
        if (key == Attr.CANCELLED) {
            return cancelled;
        }
        if (key == Attr.REQUESTED_FROM_DOWNSTREAM) {
            return requested;
        }
        return key == Attr.TERMINATED ? done : null;
    }
}
