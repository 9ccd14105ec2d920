package dev.coflow.reactor.random;

import java.util.List;
import java.util.Random;

/**
 * What a subscriber does, always in {@code onSubscribe} and {@code onNext}: requests so many, then more after every so many
 * items; cancels after so many items, or never if that is negative.
 */
record Script(long first, int every, long more, int cancelAfter) {

    private static final long ALL = Long.MAX_VALUE;

    static final Script ALL_AT_ONCE = new Script(ALL, 1, 0, -1);

    private static final List<Script> DEMANDS = List.of(
            ALL_AT_ONCE,
            new Script(1, 1, 1, -1),
            new Script(2, 2, 2, -1),
            new Script(3, 1, 1, -1),
            new Script(5, 3, 3, -1),
            new Script(1, 1, 2, -1),
            new Script(1, 1, ALL, -1));

    static Script random(Random random) {
        Script demand = DEMANDS.get(random.nextInt(DEMANDS.size()));
        return random.nextInt(3) == 0 ? demand.cancellingAfter(random.nextInt(6)) : demand;
    }

    private Script cancellingAfter(int items) {
        return new Script(first, every, more, items);
    }
}
