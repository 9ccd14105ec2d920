package dev.coflow.reactor;

/**
 * What a body waits for, looked at slowly: between the look and the suspension there is time for another actor to make it ready.
 * Left to chance, the two seldom meet in that gap.
 */
final class SlowLook implements Waitable {

    private final Waitable awaited;
    private int looks; // by the body's thread
    private volatile boolean looked;
    private volatile boolean coming;

    SlowLook(Waitable awaited) {
        this.awaited = awaited;
    }

    @Override
    public boolean ready() {
        if (looks++ == 0) {
            return false; // the body has not said yet what it waits for, and looks again
        }
        boolean ready = awaited.ready();
        looked = true;
        if (!ready) {
            Patience.aMoment(() -> coming);
        }
        return ready;
    }

    @Override
    public boolean includes(Waitable other) {
        return other == this || other == awaited;
    }

    /** For the actor that makes it ready next: returns when the body has looked in vain; false if it does not. */
    boolean meet() {
        Patience.aMoment(() -> looked);
        boolean met = Patience.until(() -> looked);
        coming = true;
        return met;
    }
}
