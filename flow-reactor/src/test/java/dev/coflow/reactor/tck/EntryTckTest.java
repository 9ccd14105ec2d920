package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import reactor.core.publisher.Flux;

/** Items that enter a run from another thread, pass a stage function, and are merged. */
public class EntryTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        Flux<Long> beside = Flux.fromIterable(numbers(half(size))).publishOn(BESIDE);
        return Flow.merge(Flow.<Long>from(beside).map(x -> x), body(size - half(size)));
    }

    @Override
    protected Flow<Long> failedFlow() {
        return Flow.merge(
                Flow.<Long>from(Flux.<Long>error(EXPECTED).publishOn(BESIDE)).map(x -> x), body(1));
    }
}
