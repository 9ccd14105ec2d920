package dev.coflow.reactor;

/**
 * What a suspended body waits for. Whoever makes it ready calls {@link Coroutine#resumeFor} after that; between the two
 * stands a full fence, or both happen in a turn of the same run.
 */
interface Waitable {

    /** Nothing to wait for. */
    Waitable ALWAYS = () -> true;

    boolean ready();

    /** Whether the readiness of another one may be what this waits for. */
    default boolean includes(Waitable other) {
        return other == this;
    }
}
