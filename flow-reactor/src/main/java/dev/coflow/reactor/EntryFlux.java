package dev.coflow.reactor;

import dev.coflow.Flow;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Where items of a source that runs beside enter the run: what it answers to a request made in a turn, or passes on of what a body of
 * the run emits, passes in that turn; all else is queued and passes in one of its own. Outside a run, and in front of a subscriber that
 * queues by itself, this adds nothing.
 */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
class EntryFlux<T> extends FlowFlux<T> {

    private final Flux<? extends T> source;

    private EntryFlux(Flux<? extends T> source) {
        this.source = source;
    }

    static <T> Flux<T> around(Publisher<? extends T> publisher) {
        if (publisher instanceof Flow || publisher instanceof Fuseable.ScalarCallable) {
            return Flux.from(publisher); // a flow enters by itself, and a value is there already
        }
        Flux<? extends T> source = Flux.from(publisher);
        return source instanceof Fuseable ? new FuseableEntryFlux<>(source) : new EntryFlux<>(source);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        RunMember member = Wiring.currentMember(actual);
        if (member == null || (member == actual && member.queues())) {
            source.subscribe(actual);
        } else {
            source.subscribe(new EntrySubscriber<>(actual, member.run()));
        }
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.PARENT ? source : super.scanUnsafe(key);
    }

    /** The same for a source that may be fused. */
    private static final class FuseableEntryFlux<T> extends EntryFlux<T> implements Fuseable {
        FuseableEntryFlux(Flux<? extends T> source) {
            super(source);
        }
    }

    /**
     * The source signals on any thread, one signal at a time; downstream is signalled in turns. What waits never exceeds what
     * was requested.
     */
    static final class EntrySubscriber<T> extends QueuedTurn
            implements CoreSubscriber<T>, Fuseable.QueueSubscription<T>, Scannable {

        /** How many items one turn passes while others wait for theirs. */
        private static final int ITEMS_PER_TURN = 256;

        private final CoreSubscriber<? super T> downstream;
        private final Queue<T> queue =
                Queues.<T>unbounded(Queues.XS_BUFFER_SIZE).get();

        private @Nullable Subscription upstream;
        private Fuseable.@Nullable QueueSubscription<T> fused;
        private volatile boolean cancelled;
        private volatile boolean done;
        private @Nullable Throwable error; // written before done
        private int requesting; // confined to the turn, as are the next four
        private boolean passing;
        private boolean ended;
        private @Nullable Coroutine<?> lastBody; // that has emitted in a turn
        private boolean leadsHere; // whether its chain does

        EntrySubscriber(CoreSubscriber<? super T> downstream, Run run) {
            super(run);
            this.downstream = downstream;
        }

        @Override
        public void onSubscribe(Subscription s) {
            if (Operators.validate(upstream, s)) {
                upstream = s;
                downstream.onSubscribe(this);
            }
        }

        @Override
        public void onNext(T item) {
            if (cancelled) {
                Operators.onDiscard(item, currentContext());
            } else if (isAnswer() && queue.isEmpty()) {
                downstream.onNext(item);
            } else {
                queue.offer(item);
                run.publishItem();
                queue();
            }
        }

        @Override
        public void onError(Throwable e) {
            if (done || cancelled) {
                Errors.dropAfterCancel(e, currentContext());
            } else {
                error = e;
                end();
            }
        }

        @Override
        public void onComplete() {
            if (!cancelled) { // a turn for this alone would count as somebody to wait for
                end();
            }
        }

        private void end() {
            done = true;
            if (isAnswer()) {
                pass();
            } else {
                queue();
            }
        }

        /**
         * Whether the source answers a request that is on the stack, or passes on what a body of this run emits, in a turn and not in the
         * middle of a delivery.
         */
        private boolean isAnswer() {
            return run.inTurn() && !passing && (requesting > 0 || isEmittedHere());
        }

        /**
         * A body with demand does not give its turn away, so its items must not wait for a turn here. A sink that a body feeds beside its
         * chain is no part of that, and waits.
         */
        private boolean isEmittedHere() {
            Coroutine<?> body = Coroutine.delivering();
            if (body != lastBody) {
                lastBody = body;
                leadsHere = body != null && body.actuals().anyMatch(subscriber -> subscriber == this);
            }
            return leadsHere;
        }

        @Override
        void serve() {
            try {
                pass();
            } catch (Throwable e) { // a function downstream threw what Reactor calls fatal, and does not signal
                broken(e);
            }
        }

        private void broken(Throwable e) {
            if (ended || cancelled) {
                Errors.dropAfterCancel(e, currentContext());
                return;
            }
            ended = true;
            cancel();
            downstream.onError(e);
        }

        private void pass() {
            passing = true;
            try {
                if (!passItems()) {
                    queueBehind();
                    return;
                }
            } finally {
                passing = false;
            }
            if (done && !ended && queue.isEmpty()) {
                ended = true;
                signalEnd();
            }
        }

        /** Passes what waits; false if a turn's share was passed and others wait for theirs. */
        private boolean passItems() {
            int left = ITEMS_PER_TURN;
            boolean last;
            do {
                last = done; // before the queue: what was offered before done is seen
                T item;
                while ((item = queue.poll()) != null) {
                    if (cancelled) {
                        Operators.onDiscard(item, currentContext());
                        continue;
                    }
                    downstream.onNext(item);
                    if (--left <= 0 && run.hasWaitingTurns()) {
                        return false;
                    }
                }
            } while (last != done);
            return true;
        }

        private void signalEnd() {
            if (error == null) {
                downstream.onComplete();
            } else if (!cancelled) {
                downstream.onError(error);
            } else {
                Errors.dropAfterCancel(error, currentContext());
            }
        }

        @Override
        @SuppressWarnings("NullAway") // downstream has this subscription because upstream is set
        public void request(long n) {
            if (!run.inTurn()) {
                upstream.request(n);
                return;
            }
            requesting++;
            try {
                upstream.request(n);
            } finally {
                requesting--;
            }
        }

        @Override
        @SuppressWarnings("NullAway")
        public void cancel() {
            cancelled = true;
            upstream.cancel();
            if (isIdleInTurn() && !passing) { // at once: a turn for this alone would count as somebody to wait for
                Operators.onDiscardQueueWithClear(queue, currentContext(), null);
            } else if (!queue.isEmpty()) {
                queue();
            }
        }

        @Override
        public Context currentContext() {
            return downstream.currentContext();
        }

        // Synchronous fusion passes: whoever polls does so in a turn

        @Override
        public int requestFusion(int requestedMode) {
            if (upstream instanceof Fuseable.QueueSubscription) {
                int mode = requestedMode & (Fuseable.SYNC | Fuseable.THREAD_BARRIER);
                @SuppressWarnings("unchecked")
                Fuseable.QueueSubscription<T> candidate = (Fuseable.QueueSubscription<T>) upstream;
                if (candidate.requestFusion(mode) == Fuseable.SYNC) {
                    fused = candidate;
                    return Fuseable.SYNC;
                }
            }
            return Fuseable.NONE;
        }

        @Override
        public @Nullable T poll() {
            return fused == null ? null : fused.poll();
        }

        @Override
        public int size() {
            return fused == null ? 0 : fused.size();
        }

        @Override
        public boolean isEmpty() {
            return fused == null || fused.isEmpty();
        }

        @Override
        public void clear() {
            if (fused != null) {
                fused.clear();
            }
        }

        @Override
        public @Nullable Object scanUnsafe(Attr key) {
            if (key == Attr.PARENT) {
                return upstream;
            }
            if (key == Attr.ACTUAL) {
                return downstream;
            }
            if (key == Attr.CANCELLED) {
                return cancelled;
            }
            if (key == Attr.BUFFERED) {
                return queue.size();
            }
            return key == Attr.TERMINATED ? done : null;
        }
    }
}
