package dev.coflow.reactor;

import java.util.concurrent.Callable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/** Items that block while they are produced, on {@code boundedElastic}. */
final class Blocking {

    private Blocking() {}

    /**
     * Opens, reads and closes a cursor on one thread of the elastic pool, as far as there is demand. A cancel interrupts that
     * thread; the cursor is closed once, never while it is read.
     */
    static <T> Flux<T> items(Callable<Cursor<T>> cursors) {
        boolean requestOnThatThread = true;
        return Flux.<T, Cursor<T>>generate(
                        cursors, Blocking::next, cursor -> cursor.onClose().run())
                .subscribeOn(Schedulers.boundedElastic(), requestOnThatThread)
                .cancelOn(Schedulers.boundedElastic());
    }

    private static <T> Cursor<T> next(Cursor<T> cursor, SynchronousSink<T> sink) {
        if (cursor.items().hasNext()) {
            sink.next(cursor.items().next());
        } else {
            sink.complete();
        }
        return cursor;
    }
}
