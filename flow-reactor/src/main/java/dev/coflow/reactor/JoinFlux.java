package dev.coflow.reactor;

import java.util.List;
import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * Merge, zip and zipLongest: a bounded queue for each input, one drain that executes as a turn, and a {@link JoinRule} that
 * picks the next item.
 *
 * @param <S> the inputs' items
 * @param <T> the items
 */
final class JoinFlux<S, T> extends FlowFlux<T> {

    private final List<Flux<? extends S>> inputs;
    private final int prefetch;
    private final Supplier<? extends JoinRule<S, T>> rules;

    JoinFlux(List<Flux<? extends S>> inputs, int prefetch, Supplier<? extends JoinRule<S, T>> rules) {
        this.inputs = inputs;
        this.prefetch = prefetch;
        this.rules = rules;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        Join<S, T> join = new Join<>(actual, Wiring.memberFor(actual), inputs.size(), prefetch, rules.get());
        actual.onSubscribe(join);
        join.wire(inputs);
    }
}
