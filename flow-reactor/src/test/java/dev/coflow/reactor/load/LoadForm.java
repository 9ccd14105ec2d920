package dev.coflow.reactor.load;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How much a load test does: a little in each build, and all that was asked for with {@code -Dflow.load=full}, which prints its figures. */
public final class LoadForm {

    private static final String PROPERTY = "flow.load";

    private static final boolean FULL = isFull(System.getProperty(PROPERTY, "short"));

    private static final AtomicLong PEAK = new AtomicLong();

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

    /** To be called now and then, for the peak of the heap. */
    public static void look() {
        PEAK.accumulateAndGet(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
    }

    /** Prints what was done, in the full form. The next figures have a peak of their own. */
    @SuppressWarnings("SystemOut") // a figure is for the reader of the build
    public static void report(String what, long startedAtNanos, String figures) {
        long peak = PEAK.getAndSet(0);
        if (FULL) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s, %.1f s, heap at most %d MB, %d cores, JDK %s%n",
                    what,
                    figures,
                    (System.nanoTime() - startedAtNanos) / 1e9,
                    peak >> 20,
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version());
        }
    }
}
