package dev.coflow.reactor;

import dev.coflow.Emitter;
import dev.coflow.Pull;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/** What a body works with: checks the caller, and passes on to its {@link Coroutine}. */
final class BodyHandle<T> implements Emitter<T> {

    private final Coroutine<T> coroutine;
    private @Nullable PullSubscriber<?> lastSelected;

    BodyHandle(Coroutine<T> coroutine) {
        this.coroutine = coroutine;
    }

    @Override
    public void emit(T item) {
        Objects.requireNonNull(
                item, "a flow carries no null but emit was given one: use Optional where an item may be absent");
        coroutine.checkThread();
        coroutine.emit(item);
    }

    @Override
    public <S> Pull<S> pull(Publisher<? extends S> source, int prefetch) {
        if (prefetch <= 0) {
            throw new IllegalArgumentException("prefetch > 0 required but it was " + prefetch);
        }
        Objects.requireNonNull(source, "source");
        checkForCleanup();
        PullSubscriber<S> pull = new PullSubscriber<>(coroutine, prefetch);
        coroutine.open(pull);
        source.subscribe(pull);
        return pull;
    }

    @Override
    public Optional<Pull<?>> select(Pull<?>... pulls) {
        check();
        Selection selection = Selection.of(coroutine, pulls);
        if (selection.passesOverAfter(lastSelected) && coroutine.run().hasWaitingTurns()) {
            coroutine.cooperate();
        }
        for (; ; ) {
            PullSubscriber<?> ready = selection.firstReadyAfter(lastSelected);
            if (ready != null) {
                lastSelected = ready;
                return Optional.of(ready);
            }
            if (selection.hasEnded()) {
                return Optional.empty();
            }
            if (selection.isCancelled()) {
                throw coroutine.signal();
            }
            coroutine.await(selection);
        }
    }

    @Override
    public <S> S await(Publisher<? extends S> source) {
        S value = awaitValue(source, false);
        if (value == null) {
            throw new NoSuchElementException(
                    "await requires one value but the source completed empty: use awaitOptional or awaitEnd");
        }
        return value;
    }

    @Override
    public <S> S await(CompletionStage<? extends S> stage) {
        return await(Mono.fromCompletionStage(stage));
    }

    @Override
    public <S> Optional<S> awaitOptional(Publisher<? extends S> source) {
        return Optional.ofNullable(awaitValue(source, false));
    }

    @Override
    public void awaitEnd(Publisher<?> source) {
        awaitValue(source, true);
    }

    private <S> @Nullable S awaitValue(Publisher<? extends S> source, boolean dropItems) {
        Objects.requireNonNull(source, "source");
        checkForCleanup();
        if (source instanceof Fuseable.ScalarCallable<?> scalar && !dropItems) {
            return value(scalar);
        }
        AwaitSubscriber<S> awaiting = new AwaitSubscriber<>(coroutine, dropItems);
        coroutine.open(awaiting);
        try {
            source.subscribe(awaiting);
            coroutine.await(awaiting);
            return awaiting.takeValue();
        } finally {
            coroutine.close(awaiting);
        }
    }

    /** A source that is its value already, as {@code Mono.just} is, or its error. */
    @SuppressWarnings("unchecked") // a ScalarCallable that publishes S returns S
    private static <S> @Nullable S value(Fuseable.ScalarCallable<?> scalar) {
        try {
            return (S) scalar.call();
        } catch (Throwable e) {
            throw Sneaky.raise(Exceptions.unwrap(e)); // MonoError wraps what is checked
        }
    }

    @Override
    public <S extends @Nullable Object> S blocking(Callable<S> work) throws Exception {
        Objects.requireNonNull(work, "work");
        checkForCleanup();
        BlockingCall<S> call = new BlockingCall<>(coroutine, coroutine.locals().around(work));
        coroutine.open(call);
        try {
            call.start();
            coroutine.await(call);
            return call.takeResult();
        } finally {
            coroutine.close(call);
        }
    }

    @Override
    public void cooperate() {
        check();
        coroutine.cooperate();
    }

    @Override
    public void cooperate(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        check();
        if (delay.isZero() || delay.isNegative()) {
            coroutine.cooperate();
            return;
        }
        Delay timer = new Delay(coroutine);
        coroutine.open(timer);
        try {
            timer.start(delay);
            coroutine.await(timer);
        } finally {
            coroutine.close(timer);
        }
    }

    @Override
    public <V> Optional<V> context(Object key) {
        Objects.requireNonNull(key, "key");
        coroutine.checkThread();
        return coroutine.downstream().currentContext().getOrEmpty(key);
    }

    private void check() {
        coroutine.checkThread();
        coroutine.checkCancelled();
    }

    private void checkForCleanup() {
        coroutine.checkThread();
        coroutine.checkCancelledForCleanup();
    }
}
