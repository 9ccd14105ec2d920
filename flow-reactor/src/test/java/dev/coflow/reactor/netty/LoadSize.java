package dev.coflow.reactor.netty;

import dev.coflow.reactor.load.LoadForm;

/**
 * How much a load of connections is.
 *
 * @param connections open at the same time, in each round
 * @param rounds that must not need more than the one before them
 * @param items at most, of one connection
 */
record LoadSize(int connections, int rounds, int items) {

    static LoadSize chosen() {
        return new LoadSize(LoadForm.of(150, 2_000), LoadForm.of(2, 5), LoadForm.of(20, 60));
    }
}
