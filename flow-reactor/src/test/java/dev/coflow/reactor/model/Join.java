package dev.coflow.reactor.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Merge and the two zips: one queue an input, and a turn in which a rule picks as many items as there are and are wanted. */
final class Join<S, T> extends RepeatableTurn implements Subscription {

    /** What comes next. */
    interface Rule<S, T> {
        /** Signals an item or the end to the join, or has nothing; may be asked again if it returns true. */
        boolean next(List<Inlet<S>> inputs, Join<S, T> join) throws Throwable;
    }

    private final Subscriber<? super T> downstream;
    private final List<Inlet<S>> inputs = new ArrayList<>();
    private final Rule<S, T> rule;
    private long requested;
    private boolean wired;
    private boolean primed;
    private boolean cancelled;
    private boolean done;

    private Join(Turns turns, Subscriber<? super T> downstream, Rule<S, T> rule) {
        super(turns);
        this.downstream = downstream;
        this.rule = rule;
    }

    static <S, T> void subscribe(
            Turns turns, List<Publisher<S>> sources, int prefetch, Rule<S, T> rule, Subscriber<? super T> downstream) {
        Join<S, T> join = new Join<>(turns, downstream, rule);
        for (int i = 0; i < sources.size(); i++) {
            join.inputs.add(join.new Input(prefetch));
        }
        downstream.onSubscribe(join);
        for (int i = 0; i < sources.size() && !join.cancelled; i++) {
            Publisher<S> source = sources.get(i);
            Inlet<S> input = join.inputs.get(i);
            turns.wire(Chain.EMPTY, () -> source.subscribe(input));
        }
        join.wired = true;
        join.queue();
    }

    private final class Input extends Inlet<S> {
        Input(int prefetch) {
            super(prefetch);
        }

        @Override
        void arrived() {
            queue();
        }
    }

    @Override
    public void request(long n) {
        requested = Demand.add(requested, n);
        queue();
    }

    @Override
    public void cancel() {
        cancelled = true;
        inputs.forEach(Inlet::cancel);
    }

    @Override
    void serve() {
        if (done || !wired) {
            return;
        }
        if (requested > 0 && !primed) {
            primed = true;
            inputs.stream().filter(Inlet::isSubscribed).forEach(Inlet::requestFirst);
        }
        try {
            while (!cancelled && !done && rule.next(inputs, this)) {
                // picks
            }
        } catch (Throwable e) { // the combiner's
            end(e);
        }
    }

    // For the rule

    boolean isWanted() {
        return requested > 0;
    }

    void emit(T item) {
        requested = Demand.minusOne(requested);
        downstream.onNext(item);
    }

    void end(@Nullable Throwable error) {
        done = true;
        inputs.forEach(Inlet::stop);
        if (error == null) {
            downstream.onComplete();
        } else {
            downstream.onError(error);
        }
    }
}
