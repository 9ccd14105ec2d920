package dev.coflow.reactor;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Subscribes to its source on the first request: for sources that read without bound, or call the user, as soon as they are
 * subscribed.
 */
final class OnRequestFlux<T> extends FlowFlux<T> {

    private final Flux<T> source;

    OnRequestFlux(Mono<T> source) {
        this(source.flux());
    }

    OnRequestFlux(Flux<T> source) {
        this.source = source;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        actual.onSubscribe(new OnRequest<>(actual, source, Wiring.currentMember(actual)));
    }

    @SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
    static final class OnRequest<T> extends Operators.DeferredSubscription implements CoreSubscriber<T>, Scannable {

        private static final AtomicIntegerFieldUpdater<OnRequest> STARTED =
                AtomicIntegerFieldUpdater.newUpdater(OnRequest.class, "started");

        private final CoreSubscriber<? super T> downstream;
        private final Flux<T> source;
        private final @Nullable RunMember member;
        private volatile int started;

        OnRequest(CoreSubscriber<? super T> downstream, Flux<T> source, @Nullable RunMember member) {
            this.downstream = downstream;
            this.source = source;
            this.member = member;
        }

        @Override
        public void request(long n) {
            if (!Operators.validate(n)) {
                return;
            }
            super.request(n);
            if (started == 0 && !isCancelled() && STARTED.compareAndSet(this, 0, 1)) {
                Wiring.subscribe(source, this, member);
            }
        }

        @Override
        public void onSubscribe(Subscription s) {
            set(s);
        }

        @Override
        public void onNext(T item) {
            downstream.onNext(item);
        }

        @Override
        public void onError(Throwable e) {
            downstream.onError(e);
        }

        @Override
        public void onComplete() {
            downstream.onComplete();
        }

        @Override
        public Context currentContext() {
            return downstream.currentContext();
        }

        @Override
        public @Nullable Object scanUnsafe(Attr key) {
            return key == Attr.ACTUAL ? downstream : key == Attr.CANCELLED ? isCancelled() : null;
        }
    }
}
