package dev.coflow.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much is done for a result. */
enum Form {
    /** What {@link Measured} says. */
    FULL(20, 100_000, 3) {
        @Override
        void choose(ChainedOptionsBuilder options) {
            // as annotated
        }
    },

    /** For a look: a result may be off by half. */
    SHORT(5, 20_000, 1) {
        @Override
        void choose(ChainedOptionsBuilder options) {
            options.forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(300))
                    .measurementIterations(4)
                    .measurementTime(TimeValue.milliseconds(200));
        }
    },

    /** To see that every case works; what it measures says nothing. */
    SMOKE(1, 100, 1) {
        @Override
        void choose(ChainedOptionsBuilder options) {
            besideOthers();
            options.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(TimeValue.milliseconds(10));
        }
    },

    /** To see that no ratio has collapsed: the cases that are {@link Guarded}, and no others. */
    GUARD(0, 0, 0) {
        @Override
        void choose(ChainedOptionsBuilder options) {
            besideOthers();
            options.forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.milliseconds(200));
        }
    };

    /** Of those that have a platform thread each. */
    private static final int THREADS = 1_000;

    private final int merges;
    private final int waiters;
    private final int heaps;

    Form(int merges, int waiters, int heaps) {
        this.merges = merges;
        this.waiters = waiters;
        this.heaps = heaps;
    }

    abstract void choose(ChainedOptionsBuilder options);

    /** For what need not be exact: lets JMH run while it measures something else on the same machine. */
    private static void besideOthers() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    /** How many merges of a kind the longest run is of. */
    int merges() {
        return merges;
    }

    /** How many wait at once while the heap is measured. */
    int waiters() {
        return waiters;
    }

    /** The same where each has a platform thread. */
    int waitersWithThreads() {
        return Math.min(waiters, THREADS);
    }

    /** In how many JVMs the heap is measured. */
    int heaps() {
        return heaps;
    }

    /** As it is written on a command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Form named(String label) {
        return Arrays.stream(values())
                .filter(form -> form.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "full, short, smoke, guard or report required but it was " + label));
    }
}
