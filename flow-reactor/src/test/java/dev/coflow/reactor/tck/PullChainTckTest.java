package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import dev.coflow.Pull;

/** A body that pulls a body that pulls a body, each with a prefetch of its own. */
public class PullChainTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return relay(relay(body(size), 3), 1);
    }

    private static Flow<Long> relay(Flow<Long> source, int prefetch) {
        return Flow.generate(out -> {
            try (Pull<Long> items = out.pull(source, prefetch)) {
                for (long item : items) {
                    out.emit(item);
                }
            }
        });
    }
}
