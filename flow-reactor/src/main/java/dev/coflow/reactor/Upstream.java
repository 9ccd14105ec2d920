package dev.coflow.reactor;

/** Something a body has subscribed to. */
interface Upstream<T> extends RunMember {

    /** Cancels the subscription if the source has not ended; called by the body's thread, any number of times. */
    void cancel();
}
