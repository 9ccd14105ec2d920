package dev.coflow.benchmarks;

import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

/** How a subscriber asks for the items that it counts. */
public enum Demand {
    /** All at once. */
    UNBOUNDED {
        @Override
        Counting subscriber() {
            return new Counting() {
                @Override
                void started(Subscription s) {
                    s.request(Long.MAX_VALUE);
                }

                @Override
                void counted(Subscription s) {}
            };
        }
    },

    /** 256, and 256 more when those have come. */
    BATCHES {
        @Override
        Counting subscriber() {
            return new Counting() {
                private int left = SIZE;

                @Override
                void started(Subscription s) {
                    s.request(SIZE);
                }

                @Override
                void counted(Subscription s) {
                    if (--left == 0) {
                        left = SIZE;
                        s.request(SIZE);
                    }
                }
            };
        }
    },

    /** One, and the next from inside its onNext. */
    ONE_INLINE {
        @Override
        Counting subscriber() {
            return new Counting() {
                @Override
                void started(Subscription s) {
                    s.request(1);
                }

                @Override
                void counted(Subscription s) {
                    s.request(1);
                }
            };
        }
    },

    /** One, and the next by the thread that waited for it, which is not the source's if that has one. */
    ONE_FROM_OUTSIDE {
        @Override
        Counting subscriber() {
            return new CountingFromOutside();
        }
    };

    private static final int SIZE = 256;

    abstract Counting subscriber();

    /** The number of items, when the source has ended. */
    long drain(Publisher<?> source) {
        Counting items = subscriber();
        source.subscribe(items);
        return items.awaitEnd();
    }

    /** The number of items, when the source has ended. */
    long drainJdk(Flow.Publisher<?> source) {
        Counting items = subscriber();
        source.subscribe(items);
        return items.awaitEnd();
    }
}
