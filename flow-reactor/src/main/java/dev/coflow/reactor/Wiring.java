package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * Subscribing to the stages of one flow, in a turn.
 *
 * <p>The stages that need their run find it along the subscriber's chain. A hook that puts subscribers between which are not
 * {@code Scannable} breaks that chain, as some tracing agents do; within one flow the stages are subscribed synchronously, so the
 * member being wired is remembered for that time.
 */
record Wiring<T>(Flux<T> source, CoreSubscriber<? super T> actual, RunMember member) implements Work {

    /** That of threads which are no body's. */
    private static final ThreadLocal<@Nullable RunMember> CURRENT = new ThreadLocal<>();

    /** The run of a stage that is being subscribed. */
    static RunMember memberFor(Subscriber<?> subscriber) {
        RunMember member = currentMember(subscriber);
        if (member == null) {
            throw new IllegalStateException("a subscriber inside a run is required but " + subscriber
                    + " does not lead to one: subscribe to the flow, not to a part of it");
        }
        return member;
    }

    /** The run of a stage that is being subscribed, or null if the flow has none. */
    static @Nullable RunMember currentMember(Subscriber<?> subscriber) {
        RunMember member = RunMember.find(subscriber);
        return member == null ? current() : member;
    }

    /**
     * Subscribes to a part of a flow, on behalf of a member of its run, or of none: then the parts do not take a flow for theirs that
     * is being wired around them.
     */
    static <T> void subscribe(Flux<T> source, CoreSubscriber<? super T> actual, @Nullable RunMember member) {
        RunMember before = current();
        if (member != before) {
            set(member);
        }
        try {
            source.subscribe(actual);
        } catch (Throwable e) {
            Operators.reportThrowInSubscribe(actual, e);
        } finally {
            if (member != before) {
                set(before);
            }
        }
    }

    private static @Nullable RunMember current() {
        Coroutine<?> body = Coroutine.current();
        return body == null ? CURRENT.get() : body.wiring;
    }

    private static void set(@Nullable RunMember member) {
        Coroutine<?> body = Coroutine.current();
        if (body != null) {
            body.wiring = member;
        } else if (member == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(member);
        }
    }

    @Override
    public void execute() {
        subscribe(source, actual, member);
    }
}
