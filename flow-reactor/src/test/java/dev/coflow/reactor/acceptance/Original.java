package dev.coflow.reactor.acceptance;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** Twisted's vocabulary, in which the cases of the original are written down. */
final class Original {

    static final Duration LIMIT = Duration.ofSeconds(20);

    /** {@code flow.Cooperate()}. */
    static final Object C = Instruction.COOPERATE;

    private enum Instruction {
        COOPERATE
    }

    private Original() {}

    /** A generator: yields the values of a script, follows its instructions, and raises the errors in it. */
    static Flow<Object> gen(Object... script) {
        return Flow.generate(out -> {
            for (Object entry : script) {
                if (entry == C) {
                    out.cooperate();
                } else if (entry instanceof Duration delay) {
                    out.cooperate(delay);
                } else if (entry instanceof Exception error) {
                    throw error;
                } else {
                    out.emit(entry);
                }
            }
        });
    }

    /** {@code wrap} of a list that may hold instructions. */
    static Flow<Object> list(Object... items) {
        return Flow.fromSteps(() -> {
            Iterator<Object> rest = List.of(items).iterator();
            return () -> rest.hasNext() ? step(rest.next()) : Step.done();
        });
    }

    private static Step<Object> step(Object entry) {
        return entry == C ? Step.cooperate() : Step.emit(entry);
    }

    /** The how-to's first stage, as a class with state. */
    static final class Countdown implements Steps<Integer> {
        private int n;

        Countdown(int n) {
            this.n = n;
        }

        @Override
        public Step<Integer> next() {
            return n == 0 ? Step.done() : Step.emit(n--);
        }
    }

    static Flow<Integer> countdown(int n) {
        return Flow.fromSteps(() -> new Countdown(n));
    }

    record Pair(Object left, Object right) {
        @Override
        public String toString() {
            return "(" + left + "," + right + ")";
        }
    }
}
