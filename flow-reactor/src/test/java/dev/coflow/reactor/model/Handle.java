package dev.coflow.reactor.model;

import dev.coflow.Emitter;
import dev.coflow.Pull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** What a body works with. Only flows can be pulled and awaited here: the model knows no other threads. */
final class Handle<T> implements Emitter<T> {

    private final Coroutine<T> coroutine;
    private @Nullable Pulled<?> lastSelected;

    Handle(Coroutine<T> coroutine) {
        this.coroutine = coroutine;
    }

    @Override
    public void emit(T item) {
        coroutine.emit(item);
    }

    @Override
    public <S> Pull<S> pull(Publisher<? extends S> source, int prefetch) {
        coroutine.checkCancelled();
        Pulled<S> pull = new Pulled<>(coroutine, prefetch);
        coroutine.open(pull);
        Turns turns = coroutine.turns();
        turns.wire(
                Chain.EMPTY,
                () -> Interpreter.<S>publisher(source, turns, pull.scope(), true)
                        .subscribe(pull));
        return pull;
    }

    @Override
    public Optional<Pull<?>> select(Pull<?>... pulls) {
        coroutine.checkCancelled();
        List<Pulled<?>> own = new ArrayList<>();
        for (Pull<?> pull : pulls) {
            own.add((Pulled<?>) pull);
        }
        Selection selection = new Selection(own);
        Pulled<?> next = firstAfterLast(own, false);
        if (next != null && !next.isReadable() && coroutine.turns().areWaiting()) {
            coroutine.cooperate();
        }
        for (; ; ) {
            Pulled<?> ready = firstAfterLast(own, true);
            if (ready != null) {
                lastSelected = ready;
                return Optional.of(ready);
            }
            if (selection.isOver()) {
                return Optional.empty();
            }
            if (own.stream().anyMatch(pull -> !pull.isOver() && pull.isCancelled())) {
                throw coroutine.signal();
            }
            coroutine.await(selection);
        }
    }

    /** In the order of the arguments, behind the one selected last: the first to read from, or the first that is not over. */
    private @Nullable Pulled<?> firstAfterLast(List<Pulled<?>> pulls, boolean readable) {
        int start = pulls.indexOf(lastSelected) + 1;
        for (int i = 0; i < pulls.size(); i++) {
            Pulled<?> pull = pulls.get((start + i) % pulls.size());
            if (readable ? pull.isReadable() : !pull.isOver()) {
                return pull;
            }
        }
        return null;
    }

    @Override
    public <S> S await(Publisher<? extends S> source) {
        return this.<S>awaitOptional(source)
                .orElseThrow(() -> new NoSuchElementException(
                        "await requires one value but the source completed empty: use awaitOptional or awaitEnd"));
    }

    @Override
    public <S> S await(CompletionStage<? extends S> stage) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <S> Optional<S> awaitOptional(Publisher<? extends S> source) {
        return Optional.ofNullable(awaitValue(source, false));
    }

    @Override
    public void awaitEnd(Publisher<?> source) {
        awaitValue(source, true);
    }

    private <S> @Nullable S awaitValue(Publisher<? extends S> source, boolean dropsItems) {
        coroutine.checkCancelled();
        Awaited<S> awaited = new Awaited<>(coroutine, dropsItems);
        coroutine.open(awaited);
        try {
            Turns turns = coroutine.turns();
            turns.wire(
                    Chain.EMPTY,
                    () -> Interpreter.<S>publisher(source, turns, awaited.scope(), true)
                            .subscribe(awaited));
            coroutine.await(awaited);
            return awaited.value();
        } finally {
            coroutine.close(awaited);
        }
    }

    @Override
    public <S extends @Nullable Object> S blocking(Callable<S> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cooperate() {
        coroutine.checkCancelled();
        coroutine.cooperate();
    }

    @Override
    public void cooperate(Duration delay) {
        coroutine.checkCancelled();
        if (delay.isZero()) {
            coroutine.cooperate();
            return;
        }
        Timer timer = new Timer();
        coroutine.open(timer);
        try {
            coroutine.turns().runAfter(delay, timer::fire);
            coroutine.await(timer);
        } finally {
            coroutine.close(timer);
        }
    }

    private final class Timer implements Coroutine.Child, BooleanSupplier {
        private boolean fired;

        void fire() {
            fired = true;
            coroutine.resumeFor(this);
        }

        @Override
        public boolean getAsBoolean() {
            return fired;
        }

        @Override
        public void cancel() {
            // it fires for nobody
        }

        @Override
        public BooleanSupplier over() {
            return () -> true;
        }
    }

    @Override
    public <V> Optional<V> context(Object key) {
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    static <E extends Throwable> void raise(Throwable e) throws E {
        throw (E) e;
    }
}
