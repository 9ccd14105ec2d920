package dev.coflow.reactor.netty;

import java.util.SplittableRandom;

/** What a peer of a load does. */
enum Conduct {
    /** A client made with {@link FlowHandler}: asks a few times, reads as many answers, and ends with its body. */
    FLOW(20),
    /** Sends all, reads all, and closes. */
    ENDS(30),
    /** Sends all and ends its side, and then reads to the end. */
    HALF_CLOSES(20),
    /** Sends a lot and reads nothing until the body at the other side is suspended; then reads all. */
    STALLS(10),
    /** Resets the connection at any byte. */
    RESETS(20);

    private final int percent;

    Conduct(int percent) {
        this.percent = percent;
    }

    static Conduct any(SplittableRandom random) {
        int draw = random.nextInt(100);
        for (Conduct conduct : values()) {
            draw -= conduct.percent;
            if (draw < 0) {
                return conduct;
            }
        }
        throw new IllegalStateException("100 percent required but there are fewer");
    }
}
