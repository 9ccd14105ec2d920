package dev.coflow.benchmarks;

import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Inputs whose items come from other threads. */
@OperationsPerInvocation(Measured.ITEMS)
public class MergeOfThreadsBenchmark extends Merging {

    @Override
    Flux<Integer> input(Flux<Integer> range) {
        return range.publishOn(Schedulers.parallel()).hide();
    }
}
