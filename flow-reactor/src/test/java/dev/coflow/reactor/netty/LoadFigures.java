package dev.coflow.reactor.netty;

import java.util.Locale;

/** What was measured in a round of a load. Memory in bytes; the heap after it is that after a collection. */
record LoadFigures(
        int connections,
        long resets,
        long halfCloses,
        long stalls,
        long flows,
        long items,
        long bytes,
        double seconds,
        int peakBodies,
        long peakHeap,
        long heapAfter,
        long directBefore,
        long directAfter) {

    private static final double MEGABYTE = 1 << 20;

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d connections at once (%.0f %% reset, %.0f %% half-closed, %.0f %% stalled, %.0f %% flows), %d items and"
                        + " %.1f MB came back in %.1f s, %.0f items/s, at most %d bodies, heap at most %.0f MB and %.0f MB"
                        + " after, direct memory %.0f MB before and %.0f MB after",
                connections,
                share(resets),
                share(halfCloses),
                share(stalls),
                share(flows),
                items,
                bytes / MEGABYTE,
                seconds,
                items / seconds,
                peakBodies,
                peakHeap / MEGABYTE,
                heapAfter / MEGABYTE,
                directBefore / MEGABYTE,
                directAfter / MEGABYTE);
    }

    private double share(long part) {
        return 100.0 * part / connections;
    }
}
