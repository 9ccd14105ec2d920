package dev.coflow.reactor.tck;

import dev.coflow.Flow;

/** Sub-flows that are bodies, one after the other. */
public class ConcatMapOfBodiesTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return plain(half(size))
                .concatMap(i -> Flow.generate(out -> {
                    out.emit(i);
                    if (i < size - half(size)) {
                        out.emit(i);
                    }
                }));
    }

    @Override
    protected boolean isOutermostReactors() {
        return true;
    }
}
