package dev.coflow.reactor.random;

import java.util.Optional;
import java.util.function.Predicate;

/** Makes a failing flow smaller, as long as it goes on to fail. */
final class Shrinker {

    private static final int TRIES = 1_000;

    private final Predicate<Node> fails;
    private int triesLeft = TRIES;

    private Shrinker(Predicate<Node> fails) {
        this.fails = fails;
    }

    static Node shrink(Node node, Predicate<Node> fails) {
        Shrinker shrinker = new Shrinker(fails);
        Node smallest = node;
        Optional<Node> smaller;
        while ((smaller = shrinker.smaller(smallest)).isPresent()) {
            smallest = smaller.get();
        }
        return smallest;
    }

    private Optional<Node> smaller(Node node) {
        return node.smaller().filter(n -> triesLeft-- > 0 && fails.test(n)).findFirst();
    }
}
