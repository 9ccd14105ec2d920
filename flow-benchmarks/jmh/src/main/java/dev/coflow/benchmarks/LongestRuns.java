package dev.coflow.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** The longest runs in the merges that {@link MergeBenchmark} and {@link MergeOfThreadsBenchmark} measure the time of. */
final class LongestRuns {

    private static final List<Integer> INPUTS = List.of(2, 8, 64);

    private final int times;
    private final List<Figure> figures = new ArrayList<>();

    private LongestRuns(int times) {
        this.times = times;
    }

    /** Of so many merges each. */
    static List<Figure> measure(int times) {
        LongestRuns runs = new LongestRuns(times);
        for (int inputs : INPUTS) {
            for (boolean fused : new boolean[] {true, false}) {
                MergeBenchmark ready = new MergeBenchmark();
                ready.fused = fused;
                runs.measure(ready, inputs, Map.of("fused", fused + "", "inputs", inputs + ""));
            }
            runs.measure(new MergeOfThreadsBenchmark(), inputs, Map.of("inputs", inputs + ""));
        }
        return runs.figures;
    }

    private void measure(Merging benchmark, int inputs, Map<String, String> params) {
        benchmark.inputs = inputs;
        benchmark.ranges();
        ways().forEach((way, merge) -> {
            int longest = 0;
            for (int i = 0; i < times; i++) {
                longest = Math.max(longest, longest(merge.apply(benchmark.inputRanges()), benchmark));
            }
            figures.add(new Figure(benchmark.getClass(), way, params, longest, Figure.ITEMS_IN_A_ROW));
        });
    }

    private static int longest(Publisher<Integer> merge, Merging benchmark) {
        LongestRun run = new LongestRun(benchmark.inputs, benchmark.itemsEach());
        Flux.from(merge)
                .doOnNext(item -> run.item(item / benchmark.itemsEach()))
                .blockLast();
        if (!run.allCame()) {
            throw new IllegalStateException("a merge of all items required but some did not come");
        }
        return run.longest();
    }

    private static Map<String, Function<List<Flux<Integer>>, Publisher<Integer>>> ways() {
        Map<String, Function<List<Flux<Integer>>, Publisher<Integer>>> ways = new LinkedHashMap<>();
        ways.put("flow", Merges::flow);
        ways.put("flowOfBodies", Merges::flowOfBodies);
        ways.put("reactor", Merges::reactor);
        ways.put("kotlinFlow", Merges::kotlinFlow);
        ways.put("rxJava", Merges::rxJava);
        ways.put("mutiny", inputs -> FlowAdapters.toPublisher(Merges.mutiny(inputs)));
        return ways;
    }
}
