package dev.coflow.reactor;

import dev.coflow.CancelSignal;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Where errors go that have no subscriber any more. */
final class Errors {

    private Errors() {}

    /** Reports an error to {@code onErrorDropped}; a hook that throws stops nothing. */
    static void drop(Throwable error, Context context) {
        try {
            Operators.onErrorDropped(error, context);
        } catch (Throwable ignored) {
            // the hook was told, which is all it can ask for
        }
    }

    /** As {@link #drop}, unless the error only says that the code which threw it was cancelled. */
    static void dropAfterCancel(Throwable error, Context context) {
        for (Throwable e = error; e != null; e = nextCause(e)) {
            if (e instanceof CancelSignal
                    || e instanceof InterruptedException
                    || e instanceof ClosedByInterruptException) {
                return;
            }
        }
        drop(error, context);
    }

    private static @Nullable Throwable nextCause(Throwable e) {
        return e.getCause() == e ? null : e.getCause();
    }
}
