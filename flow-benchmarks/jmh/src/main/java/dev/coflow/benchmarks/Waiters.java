package dev.coflow.benchmarks;

import static dev.coflow.benchmarks.Waiter.FOR_A_VALUE;
import static dev.coflow.benchmarks.Waiter.FOR_DEMAND;
import static dev.coflow.benchmarks.Waiter.PLAIN;

import dev.coflow.Flow;
import dev.coflow.Step;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What waits on every JDK. */
final class Waiters {

    /** Counts those that have come as far as they can. */
    static final AtomicInteger WAITING = new AtomicInteger();

    private Waiters() {}

    static List<Waiter> all() {
        Mono<Object> never = Mono.never();
        return List.of(
                Waiter.body(FOR_DEMAND, "flow", Flow.<Integer>generate(out -> {
                    out.emit(1);
                    out.emit(2);
                })),
                Waiter.threadless(FOR_DEMAND, "flowSteps", Flow.fromSteps(() -> () -> Step.emit(1))),
                Waiter.threadless(FOR_DEMAND, "reactor", Flux.generate(sink -> sink.next(1))),
                Waiter.threadless(FOR_DEMAND, "kotlinFlux", KotlinPeers.INSTANCE.emitted(2)),
                Waiter.threadless(FOR_DEMAND, "kotlinFlow", KotlinPeers.INSTANCE.emittedByFlow(2)),
                Waiter.threadless(FOR_DEMAND, "rxJava", Flowable.generate(emitter -> emitter.onNext(1))),
                Waiter.body(FOR_A_VALUE, "flow", Flow.task(turn -> {
                    WAITING.incrementAndGet();
                    return turn.await(never);
                })),
                Waiter.threadless(FOR_A_VALUE, "reactor", Mono.defer(() -> {
                    WAITING.incrementAndGet();
                    return never.map(value -> value);
                })),
                Waiter.threadless(
                        FOR_A_VALUE, "kotlinMono", KotlinPeers.INSTANCE.awaiting(WAITING::incrementAndGet, never)),
                Waiter.threadless(PLAIN, "flow", Flow.from(Flux.range(0, 2)).map(i -> i)),
                Waiter.threadless(PLAIN, "reactor", Flux.range(0, 2).map(i -> i)),
                Waiter.threadless(PLAIN, "rxJava", Flowable.range(0, 2).map(i -> i)));
    }
}
