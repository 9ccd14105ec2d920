package dev.coflow.reactor.model;

/** Sums of requests. */
final class Demand {

    private Demand() {}

    /** {@code Long.MAX_VALUE} is without bound. */
    static long add(long requested, long n) {
        return requested + n < 0 ? Long.MAX_VALUE : requested + n;
    }

    static long minusOne(long requested) {
        return requested == Long.MAX_VALUE ? requested : requested - 1;
    }
}
