package dev.coflow.reactor;

import dev.coflow.CancelSignal;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** What becomes of errors: those of functions, and those that have no subscriber any more. */
final class Errors {

    /** How far a chain of causes is followed; some have a cycle. */
    private static final int MAX_CAUSES = 16;

    private Errors() {}

    /**
     * What becomes of an error of a user's function: null if it is passed over ({@code onErrorContinue}). What Reactor calls fatal, and
     * throws, is an error as any other here: thrown, it would leave those waiting who wait for a signal.
     */
    static @Nullable Throwable ofFunction(@Nullable Object item, Throwable error, Context context) {
        try {
            return Operators.onNextError(item, error, context);
        } catch (Throwable fatal) {
            return fatal;
        }
    }

    /** As {@link #ofFunction} where no error is passed over: what {@code onOperatorError} makes of it, or itself if it is fatal. */
    static Throwable ofOperator(Throwable error, Context context) {
        try {
            return Operators.onOperatorError(error, context);
        } catch (Throwable fatal) {
            return fatal;
        }
    }

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
        Throwable e = error;
        for (int depth = 0; e != null && depth < MAX_CAUSES; depth++) {
            if (saysCancelled(e)) {
                return;
            }
            e = e.getCause();
        }
        drop(error, context);
    }

    private static boolean saysCancelled(Throwable e) {
        return e instanceof CancelSignal
                || e instanceof InterruptedException
                || e instanceof ClosedByInterruptException
                || (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException))
                || (e instanceof SocketException && "Closed by interrupt".equals(e.getMessage()));
    }
}
