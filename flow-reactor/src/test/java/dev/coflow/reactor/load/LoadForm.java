package dev.coflow.reactor.load;

import java.util.Locale;

/** How much a load test does: a little in each build, and all that was asked for with {@code -Dflow.load=full}, which prints its figures. */
public final class LoadForm {

    private static final String PROPERTY = "flow.load";

    private static final boolean FULL = isFull(System.getProperty(PROPERTY, "short"));

    private LoadForm() {}

    private static boolean isFull(String form) {
        return switch (form) {
            case "short" -> false;
            case "full" -> true;
            default -> throw new IllegalArgumentException(PROPERTY + " short or full required but it was " + form);
        };
    }

    public static boolean isFull() {
        return FULL;
    }

    /** The one number or the other. */
    public static int of(int inEachBuild, int full) {
        return FULL ? full : inEachBuild;
    }

    /** What figures depend on. */
    public static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "JDK %s, %d cores, heap of at most %d MB"
                .formatted(Runtime.version(), runtime.availableProcessors(), runtime.maxMemory() >> 20);
    }

    /** Prints what was done, in the full form. The next figures have a peak of their own. */
    @SuppressWarnings("SystemOut") // a figure is for the reader of the build
    public static void report(String what, long startedAtNanos, String figures) {
        if (FULL) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s, %.1f s, heap at most %d MB, %s%n",
                    what,
                    figures,
                    (System.nanoTime() - startedAtNanos) / 1e9,
                    Heap.peak() >> 20,
                    machine());
            Heap.forgetPeak();
        }
    }
}
