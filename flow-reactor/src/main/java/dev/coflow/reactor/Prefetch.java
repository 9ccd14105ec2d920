package dev.coflow.reactor;

import reactor.core.Exceptions;

/** What pulls and joins have in common about requesting ahead. */
final class Prefetch {

    private Prefetch() {}

    /** How many items are consumed before as many are requested again: three quarters. */
    static int limit(int prefetch) {
        return prefetch - (prefetch >> 2);
    }

    /** The error of a source that signals more items than were requested (§1.1). */
    static IllegalStateException overflow(int prefetch) {
        return Exceptions.failWithOverflow("at most " + prefetch
                + " items were requested but the source emitted more: it breaks §1.1 of Reactive Streams");
    }
}
