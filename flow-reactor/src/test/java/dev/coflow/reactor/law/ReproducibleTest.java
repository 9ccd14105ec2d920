package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Body;
import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import dev.coflow.Steps;
import dev.coflow.reactor.ReactorFlow;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/**
 * Law 3: without input, demand or cancellation from other threads or real time, two runs interleave identically. The orders are
 * written down ({@link Recorded}), so that they are the same on every JDK and engine, too.
 */
class ReproducibleTest {

    private static final int RUNS = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aMergeOfBodiesHasOneOrder() {
        Flow<String> words = Flow.generate(out -> {
            out.emit("one");
            out.emit("two");
            out.cooperate();
            out.emit("three");
        });
        Flow<String> numbers = Flow.generate(out -> {
            for (String n : out.pull(Flow.of("1", "2", "3"))) {
                out.emit(n);
            }
        });
        Flow<String> merge = Flow.merge(words, numbers);

        for (int run = 0; run < RUNS; run++) {
            assertThat(String.join(" ", items(merge))).isEqualTo("one 1 two 2 3 three");
        }
    }

    /** Bodies that pull bodies, cooperate at different depths, steps and stage functions: their trace of side effects is one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 256})
    void aTreeHasOneTraceForEachPrefetch(int prefetch) {
        String recorded = Recorded.trace("tree-prefetch-" + prefetch, trace(prefetch));
        for (int run = 0; run < RUNS / 20; run++) {
            assertThat(trace(prefetch)).isEqualTo(recorded);
        }
    }

    /** Select, steps that offer an item again, trapped errors, and the order in which bodies unwind from a cancel inside onNext. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9, 100})
    void aTreeThatIsCancelledHasOneTrace(int items) {
        String recorded = Recorded.trace("cancelled-after-" + items, cancelledTrace(items));
        for (int run = 0; run < RUNS / 20; run++) {
            assertThat(cancelledTrace(items)).isEqualTo(recorded);
        }
    }

    @Test
    void aHopOfStepsKeepsTheOrder() {
        Flow<String> merge = Flow.merge(Flow.fromSteps(() -> hopping("a")), Flow.fromSteps(() -> hopping("b")));
        String recorded = Recorded.trace("hops-of-steps", String.join("\n", items(merge)));
        for (int run = 0; run < RUNS / 10; run++) {
            assertThat(String.join("\n", items(merge))).isEqualTo(recorded);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aLimitedDemandHasOneOrder(int demand) {
        Flow<String> merge = Flow.merge(List.of(letters("a", 6), letters("b", 6), letters("c", 6)), 2);
        String recorded = Recorded.trace("demand-of-" + demand, limited(merge, demand));
        for (int run = 0; run < RUNS / 40; run++) {
            assertThat(limited(merge, demand)).isEqualTo(recorded);
        }
    }

    private static List<String> items(Flow<String> flow) {
        return ReactorFlow.toFlux(flow).collectList().block(LIMIT);
    }

    private static String limited(Flow<String> flow, int demand) {
        return String.join(
                "\n", ReactorFlow.toFlux(flow).limitRate(demand).collectList().block(LIMIT));
    }

    private static String trace(int prefetch) {
        StringBuilder trace = new StringBuilder();
        Flow<String> pulling = Flow.generate(out -> {
            try (Pull<String> items = out.pull(traced(trace, "p", 4), prefetch)) {
                for (String item : items) {
                    trace.append('<').append(item);
                    out.emit(item);
                    out.cooperate();
                }
            }
        });
        Flow<String> deep = Flow.generate(out -> out.emitAll(Flow.<String>generate(in -> {
            in.cooperate();
            in.emitAll(traced(trace, "d", 3));
            in.cooperate();
        })));
        Flow<String> steps = Flow.fromSteps(() -> hopping("s"));
        Flow<String> zip = Flow.zip(traced(trace, "x", 3), traced(trace, "y", 3), String::concat);
        Flow<String> merge = Flow.merge(
                List.of(pulling, deep, steps.map(s -> mark(trace, s)), zip, Flow.of("l", "m", "n")), prefetch);
        Flux.from(merge.concatMap(item -> traced(trace, item, 1)))
                .doOnNext(item -> trace.append('>').append(item).append('\n'))
                .blockLast(LIMIT);
        return trace.toString();
    }

    private static String cancelledTrace(int items) {
        StringBuilder trace = new StringBuilder();
        AtomicInteger live = new AtomicInteger();
        Flow<String> selecting = unwinding(trace, live, "s", out -> {
            Pull<String> left = out.pull(unwinding(trace, live, "l", in -> in.emitAll(traced(trace, "a", 4))), 1);
            Pull<String> right = out.pull(traced(trace, "b", 6), 2);
            for (Optional<Pull<?>> ready; (ready = out.select(left, right)).isPresent(); ) {
                out.emit(ready.get().next() + (ready.get() == left ? "-" : "+"));
            }
        });
        Flow<String> offeredAgain = unwinding(trace, live, "o", out -> out.emitAll(traced(trace, "c", 5)))
                .stepWith(() -> {
                    Set<String> seen = new HashSet<>();
                    return item -> seen.add(mark(trace, item)) ? Step.cooperate() : Step.emit(item);
                });
        Flow<String> trapped = unwinding(trace, live, "t", out -> {
                    out.emitAll(traced(trace, "d", 3));
                    throw new IOException("e");
                })
                .trap(IOException.class, e -> mark(trace, "e"));
        Flow<String> longest =
                Flow.zipLongest(traced(trace, "x", 2), traced(trace, "y", 4), (x, y) -> x.orElse("-") + y.orElse("-"));
        Flow<String> merge = Flow.merge(List.of(selecting, offeredAgain, trapped, longest), 2);
        Flux.from(merge)
                .doOnNext(item -> trace.append('>').append(item).append('\n'))
                .take(items)
                .blockLast(LIMIT);
        Until.isTrue(() -> live.get() == 0);
        return trace.toString();
    }

    private static Flow<String> unwinding(StringBuilder trace, AtomicInteger live, String name, Body<String> body) {
        return Flow.generate(out -> {
            live.incrementAndGet();
            try {
                body.run(out);
            } finally {
                trace.append('~').append(name);
                live.decrementAndGet();
            }
        });
    }

    private static Flow<String> traced(StringBuilder trace, String name, int n) {
        return Flow.<String>generate(out -> {
                    for (int i = 0; i < n; i++) {
                        trace.append('(').append(name).append(i);
                        out.emit(name + i);
                        trace.append(')');
                        if (i % 2 == 1) {
                            out.cooperate();
                        }
                    }
                })
                .map(s -> mark(trace, s));
    }

    private static String mark(StringBuilder trace, String s) {
        trace.append('=').append(s);
        return s;
    }

    private static Flow<String> letters(String name, int n) {
        return Flow.generate(out -> {
            for (int i = 0; i < n; i++) {
                out.emit(name + i);
                out.cooperate();
            }
        });
    }

    private static Steps<String> hopping(String name) {
        int[] n = {0};
        return () -> {
            int i = n[0]++;
            return i > 9 ? Step.done() : i % 3 == 2 ? Step.cooperate() : Step.emit(name + i);
        };
    }
}
