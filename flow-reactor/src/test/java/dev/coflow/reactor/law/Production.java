package dev.coflow.reactor.law;

import dev.coflow.Flow;
import dev.coflow.Step;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The numbers from 1, as many as one asks for. Counts those that have left, and notes if they were ever more than allowed. */
final class Production {

    private final AtomicInteger produced = new AtomicInteger();
    private final AtomicInteger allowed = new AtomicInteger();
    private volatile int excess;

    int produced() {
        return produced.get();
    }

    /** By how many they were too many. */
    int excess() {
        return excess;
    }

    /** From now on there may be so many. Of two who ask at once the later may come with the smaller sum. */
    void allow(int count) {
        allowed.accumulateAndGet(count, Math::max);
    }

    int next() {
        int n = produced.incrementAndGet();
        excess = Math.max(excess, n - allowed.get());
        return n;
    }

    /** Counts what has left the body, so not the item with which it waits in {@code emit}. */
    Flow<Integer> body() {
        return Flow.generate(out -> {
            for (int i = 1; true; i++) {
                out.emit(i);
                next();
            }
        });
    }

    /** A body with an end. */
    Flow<Integer> body(int size) {
        return Flow.generate(out -> {
            for (int i = 1; i <= size; i++) {
                next();
                out.emit(i);
            }
        });
    }

    Iterable<Integer> iterable() {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return Production.this.next();
            }
        };
    }

    Stream<Integer> stream() {
        return Stream.generate(this::next);
    }

    Step<Integer> step() {
        return Step.emit(next());
    }
}
