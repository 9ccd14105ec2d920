package dev.coflow.reactor.model;

import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Keeps items a time apart. */
final class Pacing<T> {

    private final Turns turns;
    private final Duration interval;
    private boolean started;
    private long last;

    Pacing(Turns turns, Duration interval) {
        this.turns = turns;
        this.interval = interval;
    }

    Publisher<T> publisher(T item) {
        long left = started ? last + interval.toNanos() - turns.now() : 0;
        started = true;
        Publisher<T> delayed =
                left <= 0 ? new Listed<>(List.of(item)) : downstream -> new Delayed(downstream, item).start(left);
        return new Mapped<T, T>(delayed, emitted -> {
            last = turns.now();
            return emitted;
        });
    }

    private final class Delayed implements Subscription {
        private final Subscriber<? super T> downstream;
        private final T item;
        private boolean requested;
        private boolean due;
        private boolean over;

        Delayed(Subscriber<? super T> downstream, T item) {
            this.downstream = downstream;
            this.item = item;
        }

        void start(long nanos) {
            downstream.onSubscribe(this);
            turns.runAfter(Duration.ofNanos(nanos), () -> {
                due = true;
                if (requested) {
                    turns.add(this::emit);
                }
            });
        }

        @Override
        public void request(long n) {
            requested = true;
            emit();
        }

        private void emit() {
            if (requested && due && !over) {
                over = true;
                downstream.onNext(item);
                downstream.onComplete();
            }
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
