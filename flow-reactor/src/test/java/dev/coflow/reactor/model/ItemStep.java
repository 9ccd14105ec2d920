package dev.coflow.reactor.model;

import dev.coflow.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What becomes of one item: an item, nothing, or an empty Optional for the end of all. The first step is taken when there is
 * demand; an item that is offered again takes turns of its own.
 */
record ItemStep<S, T>(Turns turns, S item, Function<? super S, ? extends Step<T>> step)
        implements Publisher<Optional<T>> {

    @Override
    public void subscribe(Subscriber<? super Optional<T>> downstream) {
        downstream.onSubscribe(new Offering(downstream));
    }

    private final class Offering implements Subscription {
        private final Subscriber<? super Optional<T>> downstream;
        private boolean started;
        private boolean over;

        Offering(Subscriber<? super Optional<T>> downstream) {
            this.downstream = downstream;
        }

        @Override
        public void request(long n) {
            if (!started) {
                started = true;
                offer();
            }
        }

        private void offer() {
            if (over) {
                return;
            }
            Step<T> next;
            try {
                next = step.apply(item);
            } catch (RuntimeException e) {
                over = true;
                downstream.onError(e);
                return;
            }
            if (next instanceof Step.Cooperate<T> cooperate) {
                offerAgainAfter(cooperate.delay());
                return;
            }
            over = true;
            if (next instanceof Step.Emit<T> emit) {
                downstream.onNext(Optional.of(emit.item()));
            } else if (next instanceof Step.Done) {
                downstream.onNext(Optional.empty());
            }
            downstream.onComplete();
        }

        private void offerAgainAfter(Duration delay) {
            if (delay.isZero()) {
                turns.add(this::offer);
            } else {
                turns.runAfter(delay, () -> turns.add(() -> turns.add(this::offer)));
            }
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
