package dev.coflow.reactor.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import dev.coflow.Pull;
import dev.coflow.Step;
import dev.coflow.Steps;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/**
 * Law 3: without input, demand or cancellation from other threads or real time, two runs interleave identically. The orders are
 * written down, so that they are the same on every JDK and engine, too.
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
        String first = trace(prefetch);
        for (int run = 0; run < RUNS / 20; run++) {
            assertThat(trace(prefetch)).isEqualTo(first);
        }
    }

    @Test
    void aHopOfStepsKeepsTheOrder() {
        Flow<String> merge = Flow.merge(Flow.fromSteps(() -> hopping("a")), Flow.fromSteps(() -> hopping("b")));
        List<String> first = items(merge);
        for (int run = 0; run < RUNS / 10; run++) {
            assertThat(items(merge)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aLimitedDemandHasOneOrder(int demand) {
        Flow<String> merge = Flow.merge(List.of(letters("a", 6), letters("b", 6), letters("c", 6)), 2);
        List<String> first = limited(merge, demand);
        for (int run = 0; run < RUNS / 40; run++) {
            assertThat(limited(merge, demand)).isEqualTo(first);
        }
    }

    private static List<String> items(Flow<String> flow) {
        return ReactorFlow.toFlux(flow).collectList().block(LIMIT);
    }

    private static List<String> limited(Flow<String> flow, int demand) {
        return ReactorFlow.toFlux(flow).limitRate(demand).collectList().block(LIMIT);
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
                .doOnNext(item -> trace.append('>').append(item))
                .blockLast(LIMIT);
        return trace.toString();
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
