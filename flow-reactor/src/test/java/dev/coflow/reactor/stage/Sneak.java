package dev.coflow.reactor.stage;

/** Throws checked errors where none may be declared. */
final class Sneak {

    private Sneak() {}

    static RuntimeException raise(Throwable error) {
        return Sneak.<RuntimeException>as(error);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E as(Throwable error) throws E {
        throw (E) error;
    }
}
