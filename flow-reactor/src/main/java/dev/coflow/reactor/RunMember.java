package dev.coflow.reactor;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import reactor.core.Scannable;

/**
 * A subscriber that belongs to a run. A flow whose subscriber's chain ({@code Scannable.Attr.ACTUAL}) leads to one joins that
 * run; the Context is not asked, since {@code cache}, {@code share} and their kin pass the first subscriber's Context upstream.
 */
interface RunMember {

    Run run();

    /** Counts the bodies that run on behalf of this subscriber. */
    Scope scope();

    /** Whether items may be signalled from outside a turn, because this subscriber queues them until its own turn. */
    default boolean queues() {
        return false;
    }

    /** Finds the nearest member, starting with the subscriber itself. */
    static @Nullable RunMember find(Subscriber<?> subscriber) {
        Scannable link = Scannable.from(subscriber);
        while (link != null && link.isScanAvailable()) {
            if (link instanceof RunMember) {
                return (RunMember) link;
            }
            link = link.scan(Scannable.Attr.ACTUAL);
        }
        return null;
    }
}
