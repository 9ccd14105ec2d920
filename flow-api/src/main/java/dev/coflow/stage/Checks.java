package dev.coflow.stage;

/** Checks that several stages make. */
final class Checks {

    private Checks() {}

    static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " > 0 required but it was " + value);
        }
    }
}
