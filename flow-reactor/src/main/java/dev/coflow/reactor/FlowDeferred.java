package dev.coflow.reactor;

import dev.coflow.Flow;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * A result under way: the work starts when this is created, not when it is subscribed, and the outcome is replayed to every
 * subscriber. The one hot thing here. Source: Twisted's {@code flow.Deferred}.
 *
 * <pre>{@code
 * FlowDeferred<List<Integer>> numbers = FlowDeferred.collect(flow);   // runs already
 * numbers.block();
 * Mono.when(first, second);                                          // Twisted's DeferredList
 * }</pre>
 *
 * <p>An error that nobody has subscribed for goes to Reactor's {@code onErrorDropped} once, when this object is garbage.
 *
 * <p>Cancelling a subscription leaves the work alone; {@link #dispose()} cancels it. Thread-safe.
 *
 * @param <R> the result
 */
public final class FlowDeferred<R> extends Mono<R> implements Disposable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Sinks.One<R> sink = Sinks.one();
    private final Outcome outcome = new Outcome();
    private final Disposable work;

    private FlowDeferred(Mono<R> source) {
        CLEANER.register(this, outcome::abandon);
        Sinks.One<R> target = sink;
        Outcome result = outcome;
        this.work = source.subscribe(
                target::tryEmitValue,
                e -> {
                    target.tryEmitError(e);
                    result.fail(e);
                },
                target::tryEmitEmpty);
    }

    /**
     * Starts a flow and collects its items.
     *
     * @param <T> the items
     * @param flow the flow
     * @return the list of all its items, once it has completed
     */
    public static <T> FlowDeferred<List<T>> collect(Flow<T> flow) {
        return new FlowDeferred<>(ReactorFlow.toFlux(flow).collectList());
    }

    /**
     * Starts any source of at most one item.
     *
     * @param <R> the item
     * @param source the source
     * @return its item, once it has completed; {@link IndexOutOfBoundsException} if it emits a second
     */
    public static <R> FlowDeferred<R> from(Publisher<? extends R> source) {
        Objects.requireNonNull(source, "source");
        return new FlowDeferred<>(Flux.<R>from(source).singleOrEmpty());
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        outcome.observe();
        sink.asMono().subscribe(actual);
    }

    /** Cancels the work if it is not finished; subscribers get a {@link CancellationException}. */
    @Override
    public void dispose() {
        outcome.observe(); // whoever disposes does not wait for an error
        work.dispose();
        sink.tryEmitError(new CancellationException("the deferred was disposed of"));
    }

    /**
     * Whether there is an outcome, or the work was cancelled.
     *
     * @return whether it is over
     */
    @Override
    public boolean isDisposed() {
        return work.isDisposed();
    }

    /** Whether an error has been seen by anyone. Must not refer to the deferred, which is to become garbage. */
    private static final class Outcome {
        private static final int OBSERVED = 1;
        private static final int ABANDONED = 2;
        private static final int FAILED = 4;

        private final AtomicInteger marks = new AtomicInteger();
        private volatile @Nullable Throwable error;

        void observe() {
            mark(OBSERVED);
        }

        void fail(Throwable e) {
            error = e;
            reportIfUnseen(mark(FAILED) | FAILED);
        }

        void abandon() {
            reportIfUnseen(mark(ABANDONED) | ABANDONED);
        }

        private void reportIfUnseen(int now) {
            Throwable e = error;
            if (now == (ABANDONED | FAILED) && e != null) {
                Errors.drop(e, Context.empty());
            }
        }

        /** Sets a mark and returns the marks before. */
        private int mark(int bit) {
            return marks.getAndUpdate(m -> m | bit);
        }
    }
}
