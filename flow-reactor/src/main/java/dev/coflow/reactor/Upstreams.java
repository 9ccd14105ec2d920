package dev.coflow.reactor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.stream.Stream;
import reactor.util.context.Context;

/**
 * What a body has open. A cancel of the body cancels these at once, from any thread: one of them may be a body that blocks while
 * it has the turn. What is opened while the body unwinds is for its cleanup, and left alone.
 *
 * <p>The canceller and the body may both want to cancel something at a time, and a source of several publishers may not stand that: a
 * window loses its cancel when it meets that of the whole in Reactor 3.8. So only one of them does. A canceller that comes second leaves
 * its work to the body; a body that comes second waits, until this is {@link #ready}, and gives its turn away meanwhile.
 *
 * <p>{@link #cancelOpen} is called by any thread, once; the rest by the body's.
 */
final class Upstreams implements Waitable {

    private static final AtomicIntegerFieldUpdater<Upstreams> CANCELLING =
            AtomicIntegerFieldUpdater.newUpdater(Upstreams.class, "cancelling");

    private static final int NOBODY = 0;
    private static final int BODY = 1;
    private static final int CANCELLER = 2;
    /** The body does, and has the work of a canceller to do as well. */
    private static final int BODY_FOR_BOTH = 3;

    private static final Upstream[] NONE = {};

    /** Replaced, never changed: who cancels goes over what was open when it came. */
    private volatile Upstream[] open = NONE;

    private List<Upstream> cleanup = List.of();

    private volatile int cancelling;

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

    /**
     * Cancels what was opened before the body unwound, or leaves that to the body. The body is to be resumed then.
     *
     * @param inBody whether it is the body's own thread that cancels
     */
    void cancelOpen(boolean inBody) {
        int by = inBody ? BODY : CANCELLER;
        while (!CANCELLING.compareAndSet(this, NOBODY, by)) {
            if (CANCELLING.compareAndSet(this, BODY, BODY_FOR_BOTH)) {
                return;
            }
        }
        cancelAllOf(open);
        CANCELLING.compareAndSet(this, by, NOBODY);
    }

    /** Whether the body may cancel something. */
    @Override
    public boolean ready() {
        return cancelling != CANCELLER;
    }

    /** Cancels one; false if nothing was done, because this is not {@link #ready}. {@link #isLeftToBody} may be true then. */
    boolean cancel(Upstream upstream) {
        if (cancelling == BODY || cancelling == BODY_FOR_BOTH) { // a source that is being cancelled closes another one
            upstream.cancel();
            return true;
        }
        if (!CANCELLING.compareAndSet(this, NOBODY, BODY)) {
            return false;
        }
        try {
            upstream.cancel();
        } finally {
            pause();
        }
        return true;
    }

    /** Cancels everything; false if nothing was done, because this is not {@link #ready}. */
    boolean cancelAll() {
        if (!CANCELLING.compareAndSet(this, NOBODY, BODY)) {
            return false;
        }
        cancelAllOf(all().toArray(NONE));
        pause();
        CANCELLING.compareAndSet(this, BODY_FOR_BOTH, NOBODY); // it has done that, too
        return true;
    }

    /** The body cancels nothing for now: it has, or a source that it cancels has to wait for something. */
    void pause() {
        CANCELLING.compareAndSet(this, BODY, NOBODY);
    }

    /** Whether a canceller came while the body cancelled something. */
    boolean isLeftToBody() {
        return cancelling == BODY_FOR_BOTH;
    }

    /** Does what a canceller has left to the body. */
    void cancelWhatIsLeft() {
        cancelAllOf(open);
        cancelling = NOBODY;
    }

    /** What is still open. */
    List<Upstream> all() {
        List<Upstream> all = new ArrayList<>(Arrays.asList(open));
        all.addAll(cleanup);
        return all;
    }

    private static void cancelAllOf(Upstream[] upstreams) {
        for (Upstream upstream : upstreams) {
            try {
                upstream.cancel();
            } catch (Throwable e) { // a source that breaks §3.15 must not keep the others open
                Errors.drop(e, Context.empty());
            }
        }
    }
}
