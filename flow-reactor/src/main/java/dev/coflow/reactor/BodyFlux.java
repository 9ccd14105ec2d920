package dev.coflow.reactor;

import reactor.core.CoreSubscriber;

/** The items of sequential code; every subscriber gets a {@link Coroutine}, started by its first request. */
final class BodyFlux<T> extends FlowFlux<T> {

    private final Coroutine.Code<T> code;

    BodyFlux(Coroutine.Code<T> code) {
        this.code = code;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        actual.onSubscribe(new Coroutine<>(actual, Wiring.memberFor(actual), code));
    }
}
