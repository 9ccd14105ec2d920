package dev.coflow.reactor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import reactor.util.context.Context;

/**
 * What a body has open. A cancel of the body cancels these at once, from any thread: one of them may be a body that blocks while
 * it has the turn. What is opened while the body unwinds is for its cleanup, and left alone.
 */
final class Upstreams {

    private final List<Upstream> open = new CopyOnWriteArrayList<>();
    private final List<Upstream> cleanup = new CopyOnWriteArrayList<>();

    void add(Upstream upstream, boolean forCleanup) {
        (forCleanup ? cleanup : open).add(upstream);
    }

    void remove(Upstream upstream) {
        if (!open.remove(upstream)) {
            cleanup.remove(upstream);
        }
    }

    /** Cancels what was opened before the body unwound. */
    void cancelOpen() {
        open.forEach(Upstreams::cancel);
    }

    /** Cancels everything. */
    void cancelAll() {
        cancelOpen();
        cleanup.forEach(Upstreams::cancel);
    }

    /** What is still open. */
    List<Upstream> all() {
        return Stream.concat(open.stream(), cleanup.stream()).toList();
    }

    private static void cancel(Upstream upstream) {
        try {
            upstream.cancel();
        } catch (Throwable e) { // a source that breaks §3.15 must not keep the others open
            Errors.drop(e, Context.empty());
        }
    }
}
