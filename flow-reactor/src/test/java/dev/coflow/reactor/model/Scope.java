package dev.coflow.reactor.model;

import java.util.function.BooleanSupplier;

/** Counts the bodies that run on behalf of a subscriber. */
final class Scope implements BooleanSupplier {

    private final Runnable whenLeft;
    private int live;

    Scope(Runnable whenLeft) {
        this.whenLeft = whenLeft;
    }

    void enter() {
        live++;
    }

    void exit() {
        if (--live == 0) {
            whenLeft.run();
        }
    }

    /** Whether all have ended. */
    @Override
    public boolean getAsBoolean() {
        return live == 0;
    }
}
