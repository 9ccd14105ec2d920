package dev.coflow.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much is done for a result. */
enum Form {
    /** What {@link Measured} says. */
    FULL {
        @Override
        void choose(ChainedOptionsBuilder options) {
            // as annotated
        }
    },

    /** For a look: a result may be off by half. */
    SHORT {
        @Override
        void choose(ChainedOptionsBuilder options) {
            options.forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(4)
                    .measurementTime(TimeValue.milliseconds(300));
        }
    },

    /** To see that every case works; what it measures says nothing. */
    SMOKE {
        @Override
        void choose(ChainedOptionsBuilder options) {
            options.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(TimeValue.milliseconds(10));
        }
    };

    abstract void choose(ChainedOptionsBuilder options);

    static Form named(String name) {
        return Arrays.stream(values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("full, short or smoke required but it was " + name));
    }
}
