package dev.coflow.reactor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import reactor.util.context.Context;

/**
 * What a body has open. A cancel of the body cancels these at once, from any thread: one of them may be a body that blocks while
 * it has the turn. What is opened while the body unwinds is for its cleanup, and left alone.
 *
 * <p>{@link #cancelOpen} is called by any thread, the rest by the body's.
 */
final class Upstreams {

    private static final Upstream[] NONE = {};

    /** Replaced, never changed: who cancels goes over what was open when it came. */
    private volatile Upstream[] open = NONE;

    private List<Upstream> cleanup = List.of();

    void add(Upstream upstream, boolean forCleanup) {
        if (forCleanup) {
            cleanup = Stream.concat(cleanup.stream(), Stream.of(upstream)).toList();
        } else {
            Upstream[] more = Arrays.copyOf(open, open.length + 1);
            more[more.length - 1] = upstream;
            open = more;
        }
    }

    void remove(Upstream upstream) {
        if (open.length == 1 && open[0] == upstream) {
            open = NONE;
        } else {
            open = Arrays.stream(open).filter(other -> other != upstream).toArray(Upstream[]::new);
            cleanup = cleanup.stream().filter(other -> other != upstream).toList();
        }
    }

    /** Cancels what was opened before the body unwound. */
    void cancelOpen() {
        for (Upstream upstream : open) {
            cancel(upstream);
        }
    }

    /** Cancels everything. */
    void cancelAll() {
        all().forEach(Upstreams::cancel);
    }

    /** What is still open. */
    List<Upstream> all() {
        List<Upstream> all = new ArrayList<>(Arrays.asList(open));
        all.addAll(cleanup);
        return all;
    }

    private static void cancel(Upstream upstream) {
        try {
            upstream.cancel();
        } catch (Throwable e) { // a source that breaks §3.15 must not keep the others open
            Errors.drop(e, Context.empty());
        }
    }
}
