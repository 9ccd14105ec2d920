package dev.coflow.reactor.model;

import dev.coflow.Step;
import dev.coflow.Steps;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Steps, taken in turns as far as there is demand. */
final class Stepping<T> extends RepeatableTurn implements Subscription {

    private final Subscriber<? super T> downstream;
    private final Steps<T> steps;
    private long requested;
    private boolean sleeping;
    private boolean done;

    Stepping(Turns turns, Subscriber<? super T> downstream, Steps<T> steps) {
        super(turns);
        this.downstream = downstream;
        this.steps = steps;
    }

    @Override
    public void request(long n) {
        requested = Demand.add(requested, n);
        queue();
    }

    @Override
    public void cancel() {
        done = true;
    }

    @Override
    void serve() {
        while (!done && !sleeping && requested > 0) {
            Step<T> step;
            try {
                step = steps.next();
            } catch (Exception e) {
                done = true;
                downstream.onError(e);
                return;
            }
            if (step instanceof Step.Emit<T> emit) {
                requested = Demand.minusOne(requested);
                downstream.onNext(emit.item());
            } else if (step instanceof Step.Done) {
                done = true;
                downstream.onComplete();
            } else if (step instanceof Step.Cooperate<T> cooperate) {
                pause(cooperate);
                return;
            }
        }
    }

    private void pause(Step.Cooperate<T> step) {
        if (step.delay().isZero()) {
            queueBehind();
        } else {
            sleeping = true;
            turns.runAfter(step.delay(), () -> turns.add(this::awake));
        }
    }

    private void awake() {
        sleeping = false;
        queue();
    }
}
