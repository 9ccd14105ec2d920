package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What the TCK classes of flows have in common. Each is named by the publisher it verifies, and makes it through the public API.
 *
 * <p>The TCK's subscribers know nothing of Reactor, so Reactor would wrap them, and its wrapper serialises signals and answers a
 * bad request (§3.9) itself. A flow with a run promises that too: here it is subscribed without the wrapper. Only where the
 * outermost operator is Reactor's own, {@link #isOutermostReactors} leaves the wrapper on.
 */
public abstract class FlowVerification extends PublisherVerification<Long> {

    /** How long an expected signal may take; generous, for a machine that has other work. */
    private static final long TIMEOUT_MILLIS = 10_000;

    /** How long a test listens for a signal that must not come. A slow machine makes it miss one, never see one too many. */
    private static final long SILENCE_MILLIS = 25;

    private static final long POLL_MILLIS = 5;

    /** How long a cancelled run may take to end, before the collector looks for its subscriber. */
    private static final long UNTIL_COLLECTION_MILLIS = 500;

    private static final int COLLECTIONS = 10;

    /** The error of the publishers that are to fail. */
    static final IllegalStateException EXPECTED = new IllegalStateException("expected by the TCK");

    /**
     * Where sources signal beside the run. The TCK's subscribers wait for a lock in {@code onNext}, which BlockHound refuses on the
     * threads of Reactor's other schedulers.
     */
    static final Scheduler BESIDE = Schedulers.boundedElastic();

    protected FlowVerification() {
        super(environment(), UNTIL_COLLECTION_MILLIS);
    }

    static TestEnvironment environment() {
        return new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS, POLL_MILLIS);
    }

    /**
     * The TCK gives the collector a tenth of a second, which a busy machine may need for itself. A reference that is really kept is
     * kept in every attempt.
     */
    @Override
    @Test
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
            throws Throwable {
        for (int attempt = 1; ; attempt++) {
            try {
                super.required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber();
                return;
            } catch (AssertionError e) {
                if (attempt == COLLECTIONS) {
                    throw e;
                }
                setUp(); // forgets the failure
            }
        }
    }

    /** A flow of the numbers from 0, that many of them. */
    protected abstract Flow<Long> flow(long size);

    /** A flow that fails before it is asked for items; null if it cannot, for a body starts with the first request. */
    protected @Nullable Flow<Long> failedFlow() {
        return null;
    }

    protected boolean isOutermostReactors() {
        return false;
    }

    @Override
    public final Publisher<Long> createPublisher(long elements) {
        return publisher(flow(elements));
    }

    @Override
    public final @Nullable Publisher<Long> createFailedPublisher() {
        Flow<Long> failed = failedFlow();
        return failed == null ? null : publisher(failed);
    }

    private Publisher<Long> publisher(Flow<Long> flow) {
        if (isOutermostReactors()) {
            return flow;
        }
        Flux<Long> flux = toFlux(flow);
        return subscriber -> flux.subscribe(new Unwrapped<>(subscriber));
    }

    protected Flux<Long> toFlux(Flow<Long> flow) {
        return ReactorFlow.toFlux(flow);
    }

    // Sources for the stages under test

    static Flow<Long> body(long size) {
        return Flow.generate(out -> {
            for (long i = 0; i < size; i++) {
                out.emit(i);
            }
        });
    }

    static Iterable<Long> numbers(long size) {
        return () -> LongStream.range(0, size).iterator();
    }

    static Flow<Long> plain(long size) {
        return Flow.fromIterable(numbers(size));
    }

    /** The larger half, then the smaller one. */
    static long half(long size) {
        return size - size / 2;
    }

    /** Passes all signals on; Reactor takes it for one of its own. */
    private record Unwrapped<T>(Subscriber<? super T> subscriber) implements CoreSubscriber<T> {
        Unwrapped {
            Objects.requireNonNull(subscriber, "subscriber"); // §1.9
        }

        @Override
        public void onSubscribe(Subscription s) {
            subscriber.onSubscribe(s);
        }

        @Override
        public void onNext(T item) {
            subscriber.onNext(item);
        }

        @Override
        public void onError(Throwable e) {
            subscriber.onError(e);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
