package dev.coflow.reactor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Keeps the items of one subscription a time apart. Confined to the turn. */
final class Pacer {

    private final long intervalNanos;
    private final Scheduler scheduler;
    private boolean started;
    private long last;

    Pacer(Duration interval, Scheduler scheduler) {
        this.intervalNanos = Durations.nanos(interval);
        this.scheduler = scheduler;
    }

    /** The item, after what is left of the interval since the one before. */
    <T> Flux<T> delay(T item) {
        long left = started ? last + intervalNanos - now() : 0;
        started = true;
        Flux<T> delayed = left <= 0
                ? Flux.fromIterable(List.of(item))
                : EntryFlux.around(Mono.delay(Duration.ofNanos(left), scheduler).map(tick -> item));
        return delayed.doOnNext(i -> last = now());
    }

    private long now() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }
}
