package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Reads the source of a {@link ConcatFlux}, and passes demand and cancels to the sub-flow that it reads at the time. */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class ConcatSubscriber<S, T> implements CoreSubscriber<S>, Subscription, Scannable {

    private static final AtomicReferenceFieldUpdater<ConcatSubscriber, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(ConcatSubscriber.class, State.class, "state");
    private static final AtomicLongFieldUpdater<ConcatSubscriber> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(ConcatSubscriber.class, "requested");

    /** Who signals next: at any time either the source or a sub-flow does, so downstream hears one of them. */
    private enum State {
        /** Nothing was requested. */
        NEW,
        /** The source was asked for an item. */
        ASKED,
        /** A sub-flow runs, and the source has not ended. */
        IN_SUB_FLOW,
        /** A sub-flow runs, and the source has ended. */
        IN_LAST_SUB_FLOW,
        /** Downstream has its end, or has cancelled. */
        OVER
    }

    private final CoreSubscriber<? super T> downstream;
    private final @Nullable RunMember member;
    private final Function<? super S, ? extends Flux<T>> mapper;
    private final @Nullable Runnable onFinish;

    private volatile State state = State.NEW;
    private volatile long requested; // in all
    private volatile boolean cancelled;
    private volatile @Nullable SubFlow<T> subFlow; // the last that was subscribed
    private @Nullable Subscription upstream;
    private @Nullable Throwable sourceError; // written before the state that says that the source has ended
    private long emitted; // in all; by whoever signals

    ConcatSubscriber(
            CoreSubscriber<? super T> downstream,
            @Nullable RunMember member,
            Function<? super S, ? extends Flux<T>> mapper,
            @Nullable Runnable onFinish) {
        this.downstream = downstream;
        this.member = member;
        this.mapper = mapper;
        this.onFinish = onFinish;
    }

    // The source

    @Override
    public void onSubscribe(Subscription s) {
        if (Operators.validate(upstream, s)) {
            upstream = s;
            downstream.onSubscribe(this);
        }
    }

    @Override
    public void onNext(S item) {
        if (!move(State.ASKED, State.IN_SUB_FLOW)) {
            if (cancelled) {
                Operators.onDiscard(item, currentContext());
            } else {
                Operators.onNextDropped(item, currentContext()); // not asked for, or after the end
            }
            return;
        }
        Flux<T> next;
        try {
            next = mapper.apply(item);
        } catch (Throwable e) {
            Operators.onDiscard(item, currentContext());
            failOrGoOn(Errors.ofFunction(item, e, currentContext()));
            return;
        }
        SubFlow<T> started = new SubFlow<>(this);
        try {
            Wiring.subscribe(next, started, member);
        } catch (Throwable e) { // it is fatal to Reactor, which does not signal it
            broken(started, e);
        }
    }

    @Override
    public void onComplete() {
        sourceEnded(null);
    }

    @Override
    public void onError(Throwable e) {
        sourceEnded(e);
    }

    /** Ends at once, unless a sub-flow runs. */
    private void sourceEnded(@Nullable Throwable error) {
        while (true) {
            State current = state;
            switch (current) {
                case NEW:
                case ASKED:
                    if (move(current, State.OVER)) {
                        end(error);
                        return;
                    }
                    break;
                case IN_SUB_FLOW:
                    sourceError = error;
                    if (move(current, State.IN_LAST_SUB_FLOW)) {
                        return;
                    }
                    break;
                default:
                    if (error != null) {
                        Errors.dropAfterCancel(error, currentContext());
                    }
                    return;
            }
        }
    }

    private boolean move(State from, State to) {
        return STATE.compareAndSet(this, from, to);
    }

    private void end(@Nullable Throwable error) {
        if (error == null) {
            downstream.onComplete();
        } else {
            downstream.onError(error);
        }
    }

    // The sub-flow

    void started(SubFlow<T> next) {
        subFlow = next;
        if (cancelled) { // guards against a cancel that did not see this sub-flow yet
            next.cancel();
        } else {
            next.request(requested);
        }
    }

    void emit(SubFlow<T> from, T item) {
        emitted++;
        try {
            downstream.onNext(item);
        } catch (Throwable e) { // a function downstream threw what Reactor calls fatal, and does not signal
            broken(from, e);
        }
    }

    private void broken(SubFlow<T> from, Throwable e) {
        from.cancel();
        fail(e);
    }

    long emitted() {
        return emitted;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void completed() {
        if (onFinish != null) {
            try {
                onFinish.run();
            } catch (Throwable e) {
                failOrGoOn(Errors.ofFunction(null, e, currentContext()));
                return;
            }
        }
        goOn();
    }

    void failed(Throwable e) {
        failOrGoOn(Operators.onNextInnerError(e, currentContext(), null));
    }

    /** {@code onErrorContinue} takes an error away. */
    private void failOrGoOn(@Nullable Throwable error) {
        if (error == null) {
            goOn();
        } else {
            fail(error);
        }
    }

    private void goOn() {
        if (move(State.IN_SUB_FLOW, State.ASKED)) {
            askForItem();
        } else if (move(State.IN_LAST_SUB_FLOW, State.OVER)) {
            end(sourceError);
        }
    }

    private void askForItem() {
        try {
            upstream().request(1);
        } catch (Throwable e) { // fatal, or against §3.16: the source says no more
            sourceEnded(e);
        }
    }

    private void fail(Throwable error) {
        State before = STATE.getAndSet(this, State.OVER);
        if (before == State.OVER) {
            Errors.dropAfterCancel(error, currentContext());
            return;
        }
        if (before == State.IN_SUB_FLOW) {
            upstream().cancel();
        } else if (sourceError != null) {
            Errors.drop(sourceError, currentContext());
        }
        downstream.onError(error);
    }

    // Downstream

    @Override
    public void request(long n) {
        if (!Operators.validate(n)) {
            return;
        }
        Operators.addCap(REQUESTED, this, n);
        SubFlow<T> current = subFlow;
        if (current != null) {
            current.request(requested);
        }
        if (state == State.NEW && move(State.NEW, State.ASKED)) {
            askForItem();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        State before = STATE.getAndSet(this, State.OVER);
        SubFlow<T> current = subFlow;
        if (current != null) {
            current.cancel();
        }
        if (before == State.IN_LAST_SUB_FLOW) {
            if (sourceError != null) {
                Errors.dropAfterCancel(sourceError, currentContext());
            }
        } else if (before != State.OVER) {
            upstream().cancel();
        }
    }

    @SuppressWarnings("NullAway") // downstream has this subscription because upstream is set
    private Subscription upstream() {
        return upstream;
    }

    @Override
    public Context currentContext() {
        return downstream.currentContext();
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
        if (key == Attr.ERROR) {
            return state == State.IN_LAST_SUB_FLOW ? sourceError : null;
        }
        return key == Attr.TERMINATED ? state == State.OVER && !cancelled : null;
    }
}
