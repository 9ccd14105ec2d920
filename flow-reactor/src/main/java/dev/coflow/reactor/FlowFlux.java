package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;

/** A publisher of ours: known to Reactor's hooks and scans. */
@SuppressWarnings("rawtypes") // field updaters and Scannable.Attr
abstract class FlowFlux<T> extends Flux<T> implements Scannable {

    /** Passes a publisher through Reactor's assembly hooks, as its own operators do. */
    final Flux<T> assembled() {
        return onAssembly(this);
    }

    @Override
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
    }
}
