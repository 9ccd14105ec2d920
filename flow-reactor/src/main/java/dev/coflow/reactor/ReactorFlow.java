package dev.coflow.reactor;

import dev.coflow.Body;
import dev.coflow.Flow;
import dev.coflow.Task;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * The door between flows and Project Reactor.
 *
 * <pre>{@code
 * Mono<Order> place(Order order) {
 *     return ReactorFlow.mono(turn -> {
 *         Stock stock = turn.await(inventory.reserve(order));
 *         if (!stock.ok()) throw new OutOfStock(order);
 *         return turn.await(orders.save(order.paid(turn.await(payments.charge(order)))));
 *     });
 * }
 * }</pre>
 *
 * <p>{@code Flux.from(flow)} works too, without fusion. {@code Mono.from(flow)} cancels after the first item, which is before
 * the body's end: use {@link #toMono}.
 */
public final class ReactorFlow {

    /**
     * The key of the Context entry that names the {@link Scheduler} of a run: where its delays are measured and where it goes
     * on when it hops. Without an entry that is {@code Schedulers.parallel()}.
     */
    public static final Object SCHEDULER = SchedulerKey.INSTANCE;

    private enum SchedulerKey {
        INSTANCE
    }

    private ReactorFlow() {}

    /**
     * Sequential code as a Mono: {@code async}, with {@code turn.await} for the rest. Short for {@link #toMono} of
     * {@link Flow#task}.
     *
     * @param <T> the result
     * @param task run anew by every subscription; null completes empty
     * @return a mono of the result, delivered after the task's {@code finally} blocks; what the task throws is its error
     */
    public static <T> Mono<T> mono(Task<? extends T> task) {
        return toMono(Flow.task(task));
    }

    /**
     * Sequential code as a Flux. Short for {@link #toFlux} of {@link Flow#generate}.
     *
     * @param <T> the items
     * @param body run anew by every subscription
     * @return a flux of what it emits
     */
    public static <T> Flux<T> flux(Body<T> body) {
        return toFlux(Flow.generate(body));
    }

    /**
     * A flow as a Flux. A flow without bodies, steps, joins and concatMap becomes plain operators, most of them Reactor's, and keeps
     * the fusion that these have.
     *
     * @param <T> the items
     * @param flow the flow
     * @return a flux of its items; every subscription is a run of its own, or joins the run of a flow that subscribes to it
     */
    public static <T> Flux<T> toFlux(Flow<T> flow) {
        return Lowering.lower(flow.stage());
    }

    /**
     * A flow as a Flux whose delays go through the given scheduler.
     *
     * @param <T> the items
     * @param flow the flow
     * @param scheduler for delays and hops; bodies keep their own threads
     * @return a flux of its items
     */
    public static <T> Flux<T> toFlux(Flow<T> flow, Scheduler scheduler) {
        Objects.requireNonNull(scheduler, "scheduler");
        return toFlux(flow).contextWrite(context -> context.put(SCHEDULER, scheduler));
    }

    /**
     * A flow of at most one item as a Mono. It completes with the flow, so after the {@code finally} blocks of its body; a
     * transaction around it commits.
     *
     * @param <T> the item
     * @param flow the flow
     * @return a mono of its item; empty if it has none, and {@link IndexOutOfBoundsException} if it emits a second
     */
    public static <T> Mono<T> toMono(Flow<T> flow) {
        return toFlux(flow).singleOrEmpty();
    }

    /**
     * A flow of at most one item as a Mono whose delays go through the given scheduler.
     *
     * @param <T> the item
     * @param flow the flow
     * @param scheduler for delays and hops; bodies keep their own threads
     * @return a mono as of {@link #toMono(Flow)}
     */
    public static <T> Mono<T> toMono(Flow<T> flow, Scheduler scheduler) {
        return toFlux(flow, scheduler).singleOrEmpty();
    }

    /** The scheduler that a subscriber's context names, or the default. */
    static Scheduler scheduler(ContextView context) {
        @Nullable Scheduler chosen = context.<Scheduler>getOrDefault(SCHEDULER, null);
        return chosen == null ? Schedulers.parallel() : chosen;
    }
}
