package dev.coflow.reactor.scale;

import dev.coflow.Flow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** The program that {@link ManySuspendedBodiesTest} runs in a bounded heap. */
final class ManyBodies {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    /** Each is a run of one body and a run of two. */
    private static final int TRIPLES = 33_334;

    private static final int RUNS = 2 * TRIPLES;
    private static final int BODIES = 3 * TRIPLES;

    private static final AtomicInteger LIVE = new AtomicInteger();
    private static final AtomicInteger SUSPENDED = new AtomicInteger();
    private static final AtomicInteger COMPLETED = new AtomicInteger();

    private ManyBodies() {}

    public static void main(String[] arguments) {
        hold("completed", subscription -> subscription.request(Long.MAX_VALUE));
        await("every flow completed", RUNS, COMPLETED);
        hold("cancelled", Subscription::cancel);
        await("no further flow completed", RUNS, COMPLETED);
    }

    /** Has all bodies suspended at once, and then lets them end. */
    private static void hold(String how, Consumer<Subscription> end) {
        long start = System.nanoTime();
        SUSPENDED.set(0);
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < TRIPLES; i++) {
            readers.add(read(body(2)));
            readers.add(read(pulling()));
        }
        await("all are suspended", RUNS, SUSPENDED);
        await("all live", BODIES, LIVE);
        long suspended = System.nanoTime();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        readers.forEach(end);
        await("all have run their finally", 0, LIVE);
        System.out.printf(
                "%s: %d bodies in %d MB, suspended after %d ms, ended after %d%n",
                how, BODIES, used >> 20, (suspended - start) / 1_000_000, (System.nanoTime() - start) / 1_000_000);
    }

    private static Reader read(Flow<Integer> flow) {
        Reader reader = new Reader();
        flow.subscribe(reader);
        return reader;
    }

    /** Is suspended as soon as it emits more than is requested. */
    private static Flow<Integer> body(int items) {
        return Flow.generate(out -> {
            LIVE.incrementAndGet();
            try {
                for (int i = 1; i <= items; i++) {
                    out.emit(i);
                }
            } finally {
                LIVE.decrementAndGet();
            }
        });
    }

    /** Suspended with an item, and so is its source with a later one. */
    private static Flow<Integer> pulling() {
        return Flow.generate(out -> {
            LIVE.incrementAndGet();
            try (var items = out.pull(body(5), 1)) {
                for (int item : items) {
                    out.emit(item);
                }
            } finally {
                LIVE.decrementAndGet();
            }
        });
    }

    private static void await(String what, int expected, AtomicInteger count) {
        long start = System.nanoTime();
        while (count.get() != expected) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError(what + ": " + expected + " required but it was " + count);
            }
            LockSupport.parkNanos(1_000_000); // leaves the processors to the bodies
        }
    }

    private static final class Reader extends BaseSubscriber<Integer> {
        @Override
        protected void hookOnSubscribe(Subscription s) {
            s.request(1);
        }

        @Override
        protected void hookOnNext(Integer item) {
            if (item == 1) {
                SUSPENDED.incrementAndGet();
            }
        }

        @Override
        protected void hookOnComplete() {
            COMPLETED.incrementAndGet();
        }
    }
}
