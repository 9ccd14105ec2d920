package dev.coflow.reactor.netty;

import java.util.SplittableRandom;

/** What one peer of a load says: numbered texts, drawn at random. The same seed gives the same texts. */
final class Script {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz \u00e4\u00f6\u20ac";

    private final int peer;
    private final int items;
    private final int maxLength;
    private final SplittableRandom random;
    private int next;

    Script(int peer, int items, int maxLength, long seed) {
        this.peer = peer;
        this.items = items;
        this.maxLength = maxLength;
        this.random = new SplittableRandom(seed);
    }

    boolean isOver() {
        return next == items;
    }

    int said() {
        return next;
    }

    String next() {
        int length = random.nextInt(maxLength);
        StringBuilder text = new StringBuilder(length + 20)
                .append(peer)
                .append(' ')
                .append(next++)
                .append(' ');
        int first = random.nextInt(LETTERS.length());
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt((first + i * 7) % LETTERS.length()));
        }
        return text.toString();
    }
}
