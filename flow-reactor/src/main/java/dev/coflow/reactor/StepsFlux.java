package dev.coflow.reactor;

import dev.coflow.Step;
import dev.coflow.Steps;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Operators;

/** The items of a state machine, asked for in turns of the run by whoever has the turn. */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
final class StepsFlux<T> extends FlowFlux<T> {

    private final Supplier<? extends Steps<T>> machines;
    private final @Nullable Duration pause;

    StepsFlux(Supplier<? extends Steps<T>> machines) {
        this(machines, null);
    }

    private StepsFlux(Supplier<? extends Steps<T>> machines, @Nullable Duration pause) {
        this.machines = machines;
        this.pause = pause;
    }

    /**
     * Those of a machine that has cooperated in the turn that requests them: its next turn comes after this time. The first request must
     * come in a turn.
     */
    static <T> StepsFlux<T> after(Duration pause, Supplier<? extends Steps<T>> machines) {
        return new StepsFlux<>(machines, pause);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        actual.onSubscribe(
                new StepsSubscription<>(actual, Wiring.memberFor(actual).run(), machines, pause));
    }

    /** {@code request} and {@code cancel} come from any thread; the rest is confined to the turn. */
    static final class StepsSubscription<T> extends QueuedTurn implements TurnTaking {

        private static final AtomicLongFieldUpdater<StepsSubscription> REQUESTED =
                AtomicLongFieldUpdater.newUpdater(StepsSubscription.class, "requested");

        /** How many steps one turn takes while others wait for theirs. */
        private static final int STEPS_PER_TURN = 256;

        private final CoreSubscriber<? super T> downstream;
        private final Supplier<? extends Steps<T>> machines;

        private volatile long requested;
        private volatile boolean cancelled;
        private volatile @Nullable Disposable timer;

        private @Nullable Steps<T> machine;
        private @Nullable Duration pause;
        private long emitted;
        private boolean sleeping;
        private boolean cooperating;
        private long cooperatedAt;
        private boolean done;

        StepsSubscription(
                CoreSubscriber<? super T> downstream,
                Run run,
                Supplier<? extends Steps<T>> machines,
                @Nullable Duration pause) {
            super(run);
            this.downstream = downstream;
            this.machines = machines;
            this.pause = pause;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                Operators.addCap(REQUESTED, this, n);
                Duration first = pause;
                if (first == null) {
                    queue();
                } else {
                    pause = null;
                    cooperate(first);
                }
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            Disposable t = timer;
            if (t != null) {
                t.dispose();
            }
        }

        @Override
        public boolean hops(long turn) {
            return cooperating && turn == cooperatedAt;
        }

        @Override
        void serve() {
            cooperating = false;
            if (done || sleeping || cancelled || emitted == requested) {
                return;
            }
            try {
                takeSteps(machine());
            } catch (Throwable e) {
                boolean late = done || cancelled;
                done = true;
                if (late) {
                    Errors.dropAfterCancel(e, downstream.currentContext());
                } else {
                    downstream.onError(e);
                }
            }
        }

        private void takeSteps(Steps<T> steps) throws Exception {
            long wanted = requested;
            int left = STEPS_PER_TURN;
            while (!cancelled) {
                if (emitted == wanted) {
                    wanted = requested;
                    if (emitted == wanted) {
                        return;
                    }
                }
                if (left-- == 0) {
                    if (run.hasWaitingTurns()) {
                        queueBehind();
                        return;
                    }
                    left = STEPS_PER_TURN;
                }
                Step<T> step = steps.next();
                if (step == null) {
                    throw new NullPointerException(
                            "a step is required but Steps.next() returned null: use Step.done() to end");
                }
                T item = step.itemOrNull();
                if (item != null) {
                    emit(item);
                } else if (step == Step.<T>done()) {
                    end();
                    return;
                } else if (step != Step.<T>skip()) {
                    cooperate(((Step.Cooperate<T>) step).delay());
                    return;
                }
            }
        }

        private void emit(T item) {
            if (cancelled) {
                Operators.onDiscard(item, downstream.currentContext());
            } else {
                emitted++;
                downstream.onNext(item);
            }
        }

        private void end() {
            if (!cancelled) {
                done = true;
                downstream.onComplete();
            }
        }

        /** The state machine, which is made for the first step. */
        private Steps<T> machine() {
            Steps<T> m = machine;
            if (m == null) {
                m = machines.get();
                machine = m;
            }
            return m;
        }

        private void cooperate(Duration delay) {
            if (cancelled) {
                return;
            }
            if (delay.isZero() || delay.isNegative()) {
                cooperating = true;
                cooperatedAt = run.turns();
                queueBehind();
                return;
            }
            sleeping = true;
            timer = ReactorFlow.scheduler(downstream.currentContext())
                    .schedule(() -> run.submit(new Awake()), Durations.nanos(delay), TimeUnit.NANOSECONDS);
            if (cancelled) { // guards against a cancel that did not see the timer yet
                cancel();
            }
        }

        /** The turn after a delay. */
        private final class Awake implements Work {
            @Override
            public void execute() {
                sleeping = false;
                queue();
            }
        }
    }
}
