package dev.coflow.reactor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Keeps the items of one subscription a time apart. Confined to the turn. */
final class Pacer {

    private final long intervalNanos;
    private final Scheduler scheduler;
    private final Context context;
    private boolean started;
    private long last;

    Pacer(Duration interval, ContextView context) {
        this.intervalNanos = Durations.nanos(interval);
        this.scheduler = ReactorFlow.scheduler(context);
        this.context = Context.of(context);
    }

    /** The item, after what is left of the interval since the one before; a cancel before that discards it. */
    <T> Flux<T> delay(T item) {
        long left = started ? last + intervalNanos - now() : 0;
        started = true;
        Held<T> held = new Held<>(item, context);
        Flux<T> delayed = left <= 0 ? Mono.fromSupplier(held::take).flux() : after(left, held);
        return delayed.doFinally(end -> held.discard()).doOnNext(i -> last = now());
    }

    private <T> Flux<T> after(long nanos, Held<T> held) {
        Mono<T> due = Mono.delay(Duration.ofNanos(nanos), scheduler).handle((tick, sink) -> {
            T waited = held.take();
            if (waited != null) {
                sink.next(waited);
            }
        });
        return EntryFlux.around(due)
                .next() // ends in the turn of its item
                .flux();
    }

    private long now() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }
}
