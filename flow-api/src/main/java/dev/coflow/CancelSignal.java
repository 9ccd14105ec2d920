package dev.coflow;

/**
 * Thrown inside a body when its flow was cancelled, so that its {@code finally} blocks run. It is no {@link Exception}: a
 * {@code catch (Exception e)} does not swallow it. Code that must catch {@code Throwable} rethrows it.
 *
 * <p>It never reaches a subscriber.
 */
public final class CancelSignal extends Error {

    private static final long serialVersionUID = 1L;

    /** Called by runtimes. The signal has no stack trace: it says where the body was stopped, which is no fault. */
    public CancelSignal() {
        super("the flow was cancelled", null, false, false);
    }
}
