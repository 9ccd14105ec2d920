package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import reactor.core.publisher.Flux;

/** A merge of a body, a list, and a source with a thread of its own. */
public class MergeMixedTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        long third = size / 3;
        Flux<Long> beside = Flux.fromIterable(numbers(third)).publishOn(BESIDE);
        return Flow.merge(body(third), plain(size - 2 * third), beside);
    }

    @Override
    protected Flow<Long> failedFlow() {
        return Flow.merge(Flux.error(EXPECTED), body(1), plain(1));
    }
}
