package dev.coflow.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What a subscription keeps on the heap while it waits: the difference after a collection, divided by how many there are, without the
 * subscribers. The stack of a virtual thread that waits is on the heap; the one of a platform thread is not, and is not counted.
 *
 * <p>A program of its own, which wants a heap of its own. Arguments: how many, how many of those that have a platform thread each, and the
 * file for the result.
 */
public final class Footprint {

    private static final int SOME = 50;
    private static final int WARMUPS = 3;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private Footprint() {}

    public static void main(String[] arguments) throws IOException {
        int all = Integer.parseInt(arguments[0]);
        int ofThreads = Math.min(all, Integer.parseInt(arguments[1]));
        List<Figure> figures = new ArrayList<>();
        for (Waiter waiter : waiters()) {
            int instances = waiter.ownsPlatformThread() ? ofThreads : all;
            for (int i = 0; i < WARMUPS; i++) { // frames of compiled code are smaller
                held(waiter, Math.max(SOME, instances / 2));
            }
            double bytes = held(waiter, instances);
            figures.add(
                    new Figure(Footprint.class, waiter.way(), Map.of("waits", waiter.waits()), bytes, Figure.BYTES));
        }
        Figures.write(figures, Path.of(arguments[2]));
    }

    private static List<Waiter> waiters() {
        return Stream.concat(Waiters.all().stream(), MoreWaiters.all().stream()).toList();
    }

    /** Bytes for each. */
    private static double held(Waiter waiter, int instances) {
        List<FirstItem> subscribers =
                Stream.generate(FirstItem::new).limit(instances).toList();
        Waiters.WAITING.set(0);
        long before = usedHeap(instances);
        subscribers.forEach(subscriber -> waiter.source().subscribe(subscriber));
        await(instances);
        long after = usedHeap(instances);
        subscribers.forEach(FirstItem::cancel);
        return (double) (after - before) / instances;
    }

    private static void await(int instances) {
        long start = System.nanoTime();
        while (Waiters.WAITING.get() < instances) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException(instances + " that wait required but it was " + Waiters.WAITING);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Bytes, once threads have parked and what was cancelled has ended: when they are the same twice, to a byte an instance. */
    private static long usedHeap(int instances) {
        long start = System.nanoTime();
        long used = Long.MAX_VALUE;
        for (; ; ) {
            LockSupport.parkNanos(50_000_000 + 2_000L * instances);
            System.gc();
            long before = used;
            used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (Math.abs(used - before) < instances) {
                return used;
            }
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("a heap that stays the same required but it was " + before
                        + " bytes and then " + used + ": is something else at work in this JVM?");
            }
        }
    }

    /** In JVMs of their own; the mean of them, for each compiles frames of another size. */
    static void fork(Form form, Path file) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < form.heaps(); i++) {
            Path one = file.resolveSibling(file.getFileName() + "." + i);
            forkOne(form, one);
            files.add(one);
        }
        Figures.writeMean(files, file);
        for (Path one : files) {
            Files.delete(one);
        }
    }

    private static void forkOne(Form form, Path file) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms4g",
                        "-Xmx4g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Footprint.class.getName(),
                        Integer.toString(form.waiters()),
                        Integer.toString(form.waitersWithThreads()),
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("exit code 0 of the footprint required but it was " + exit);
        }
    }
}
