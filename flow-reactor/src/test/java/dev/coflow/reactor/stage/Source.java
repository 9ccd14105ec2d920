package dev.coflow.reactor.stage;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
import java.util.Iterator;
import reactor.core.publisher.Flux;

/** The kinds of sources a stage may find before it; each gives the same items in its own way. */
enum Source {
    ITERABLE {
        @Override
        Flow<Integer> of(Iterable<Integer> items) {
            return Flow.fromIterable(items);
        }
    },
    PUBLISHER {
        @Override
        Flow<Integer> of(Iterable<Integer> items) {
            return Flow.from(Flux.fromIterable(items).hide());
        }
    },
    BODY {
        @Override
        Flow<Integer> of(Iterable<Integer> items) {
            return Flow.generate(out -> {
                for (int item : items) {
                    out.emit(item);
                }
            });
        }
    },
    COOPERATING_BODY {
        @Override
        Flow<Integer> of(Iterable<Integer> items) {
            return Flow.generate(out -> {
                for (int item : items) {
                    out.cooperate();
                    out.emit(item);
                }
            });
        }
    },
    PULLING_BODY {
        @Override
        Flow<Integer> of(Iterable<Integer> items) {
            int prefetch = 1;
            return Flow.generate(out -> {
                for (int item : out.pull(Flow.fromIterable(items), prefetch)) {
                    out.emit(item);
                }
            });
        }
    },
    STEPS {
        @Override
        Flow<Integer> of(Iterable<Integer> items) {
            return Flow.fromSteps(() -> steps(items.iterator()));
        }
    },
    THREADED {
        @Override
        Flow<Integer> of(Iterable<Integer> items) {
            return Flow.threaded(() -> items);
        }
    };

    abstract Flow<Integer> of(Iterable<Integer> items);

    /** How many items a source may hold in its hands beyond what was requested: a body draws one before it suspends, an iterator looks ahead. */
    static final int IN_HAND = 1;

    static Steps<Integer> steps(Iterator<Integer> items) {
        return () -> items.hasNext() ? Step.emit(items.next()) : Step.done();
    }
}
