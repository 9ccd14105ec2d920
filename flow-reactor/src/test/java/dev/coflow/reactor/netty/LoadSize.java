package dev.coflow.reactor.netty;

/**
 * How much a load test does: {@code -Dflow.load=full}, or {@code short}.
 *
 * @param connections open at the same time, in each round
 * @param rounds that must not need more than the one before them
 * @param items at most, of one connection
 */
record LoadSize(int connections, int rounds, int items) {

    private static final String PROPERTY = "flow.load";

    static LoadSize chosen() {
        String size = System.getProperty(PROPERTY, "short");
        return switch (size) {
            case "short" -> new LoadSize(150, 2, 20);
            case "full" -> new LoadSize(2_000, 5, 60);
            default -> throw new IllegalArgumentException(PROPERTY + " short or full required but it was " + size);
        };
    }

    static boolean isFull() {
        return "full".equals(System.getProperty(PROPERTY));
    }
}
