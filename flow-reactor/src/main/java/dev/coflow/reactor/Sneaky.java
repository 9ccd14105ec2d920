package dev.coflow.reactor;

/** Throws any error unchanged, checked ones too, from methods that do not declare them. */
final class Sneaky {

    private Sneaky() {}

    /**
     * Throws the error; declared to return one so that callers can write {@code throw Sneaky.raise(e)}.
     *
     * @param error the error
     * @return never
     */
    static RuntimeException raise(Throwable error) {
        throw Sneaky.<RuntimeException>as(error);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E as(Throwable error) throws E {
        throw (E) error;
    }
}
