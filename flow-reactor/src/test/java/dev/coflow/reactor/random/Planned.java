package dev.coflow.reactor.random;

/** An error that a random flow is to fail with. Checked, since errors of all kinds travel unchanged. */
final class Planned extends Exception {

    private static final long serialVersionUID = 1L;

    Planned(String where) {
        super(where);
    }
}
