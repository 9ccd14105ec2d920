package dev.coflow.reactor.sql;

/**
 * Says beside a driver's error about a value that was bound what is required, and in which statement. The error itself passes unchanged; some drivers say
 * {@code Index 2 out of bounds for length 2} and no more.
 */
final class BindingNote extends Exception {

    private static final long serialVersionUID = 1;

    private BindingNote(String message) {
        super(message, null, false, false);
    }

    static void add(Throwable error, int bound, String sql) {
        error.addSuppressed(new BindingNote(
                "a value for each placeholder is required, of a type that the driver takes, but it refuses one of the "
                        + bound + " that were bound to " + sql));
    }
}
