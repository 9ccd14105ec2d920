package dev.coflow.reactor.model;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/** The subscription of a source whose items lie ready: pulls and joins read it item by item, everyone else requests. */
interface Cursor<T> extends Subscription {

    /** The next item, or null if there is none left. */
    @Nullable
    T next() throws Throwable;

    /** Whether it is known without reading that there is none left. */
    boolean isEmpty();
}
