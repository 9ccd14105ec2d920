package dev.coflow.reactor;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

/**
 * Items that block while they are produced. Opened, read and closed on {@code boundedElastic}, one thread at a time, as far as there
 * is demand.
 *
 * <p>Not composed of {@code generate} and {@code subscribeOn}, since there a cancel either closes under the reader or waits in the
 * pool behind the very call it should interrupt, and the interrupt may hit whatever the reading thread does next.
 */
final class BlockingFlux<T> extends FlowFlux<T> {

    private final ThreadLocals locals;
    private final Callable<Cursor<T>> cursors;

    private BlockingFlux(ThreadLocals locals, Callable<Cursor<T>> cursors) {
        this.locals = locals;
        this.cursors = cursors;
    }

    /** A position in an iterable or a stream. */
    private record Cursor<T>(Iterator<? extends T> items, Runnable onClose) {}

    static <T> BlockingFlux<T> ofIterable(ThreadLocals locals, Callable<? extends Iterable<? extends T>> iterables) {
        return new BlockingFlux<>(locals, () -> {
            Iterable<? extends T> items = Objects.requireNonNull(
                    iterables.call(), "threaded: an iterable is required but the callable returned null");
            return new Cursor<>(items.iterator(), () -> {});
        });
    }

    static <T> BlockingFlux<T> ofStream(ThreadLocals locals, Callable<? extends Stream<? extends T>> streams) {
        return new BlockingFlux<>(locals, () -> {
            Stream<? extends T> items = Objects.requireNonNull(
                    streams.call(), "threadedStream: a stream is required but the callable returned null");
            return new Cursor<>(items.iterator(), items::close);
        });
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        actual.onSubscribe(new Reader<>(actual, locals, cursors));
    }

    /** {@code request} and {@code cancel} come from any thread; the rest is confined to the thread that reads. */
    @SuppressWarnings("rawtypes") // field updaters
    private static final class Reader<T> extends Interruptible implements Subscription, Runnable {

        private static final AtomicIntegerFieldUpdater<Reader> WIP =
                AtomicIntegerFieldUpdater.newUpdater(Reader.class, "wip");
        private static final AtomicLongFieldUpdater<Reader> REQUESTED =
                AtomicLongFieldUpdater.newUpdater(Reader.class, "requested");

        private final CoreSubscriber<? super T> downstream;
        private final Callable<Cursor<T>> cursors;
        private final ThreadLocals locals;

        /** Requests and cancels not looked at yet; whoever adds the first schedules the reading. */
        private volatile int wip;

        private volatile long requested;
        private volatile boolean cancelled;

        private @Nullable Cursor<T> cursor;
        private long emitted;
        private boolean ended;

        Reader(CoreSubscriber<? super T> downstream, ThreadLocals locals, Callable<Cursor<T>> cursors) {
            this.downstream = downstream;
            this.locals = locals;
            this.cursors = cursors;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                Operators.addCap(REQUESTED, this, n);
                schedule();
            }
        }

        @Override
        public void cancel() {
            if (cancelled) {
                return;
            }
            cancelled = true;
            interruptUserCode();
            schedule(); // closes
        }

        private void schedule() {
            if (WIP.getAndIncrement(this) != 0) {
                return;
            }
            try {
                Schedulers.boundedElastic().schedule(this);
            } catch (RejectedExecutionException e) {
                if (cancelled) {
                    closeCursor();
                } else {
                    ended = true;
                    downstream.onError(e);
                }
            }
        }

        @Override
        public void run() {
            executedBy(Thread.currentThread()); // stays after this run: the phase says whether it may be interrupted
            int missed = wip;
            do {
                try {
                    while (!ended && !cancelled && emitted != requested) {
                        step();
                    }
                } catch (Throwable e) { // a function downstream threw what Reactor calls fatal, and does not signal
                    fail(e);
                }
                if (cancelled || ended) {
                    close();
                    closeCursor();
                }
                missed = WIP.addAndGet(this, -missed);
            } while (missed != 0);
        }

        /** Reads an item, or the end, and signals it. */
        private void step() {
            T item = null;
            Throwable failure = null;
            leave();
            try {
                if (!cancelled) { // guards against a cancel that came while our own code was executing
                    item = readInContext();
                }
            } catch (Throwable e) {
                failure = e;
            }
            enter();
            if (cancelled) {
                dropLate(item, failure);
            } else if (failure != null) {
                fail(failure);
            } else if (item != null) {
                emitted++;
                downstream.onNext(item);
            } else {
                ended = true;
                closeCursor();
                downstream.onComplete();
            }
        }

        private void fail(Throwable e) {
            if (ended) {
                Errors.drop(e, downstream.currentContext());
            } else {
                ended = true;
                closeCursor();
                downstream.onError(e);
            }
        }

        @SuppressWarnings("try") // the scope is there to be closed
        private @Nullable T readInContext() throws Exception {
            try (ThreadLocals.Scope scope = locals.open()) {
                return read();
            }
        }

        /** The next item, or null at the end. */
        private @Nullable T read() throws Exception {
            Cursor<T> open = cursor;
            if (open == null) {
                open = cursors.call();
                cursor = open;
            }
            return open.items().hasNext()
                    ? Objects.requireNonNull(open.items().next(), "threaded: an item is required but it was null")
                    : null;
        }

        private void dropLate(@Nullable T item, @Nullable Throwable failure) {
            if (item != null) {
                Operators.onDiscard(item, downstream.currentContext());
            }
            if (failure != null) {
                Errors.dropAfterCancel(failure, downstream.currentContext());
            }
        }

        private void closeCursor() {
            Cursor<T> open = cursor;
            cursor = null;
            if (open != null) {
                try {
                    open.onClose().run();
                } catch (Throwable e) {
                    Errors.dropAfterCancel(e, downstream.currentContext());
                }
            }
        }
    }
}
