package dev.coflow.benchmarks;

import dev.coflow.Flow;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** The ways to merge. All subscribe to all inputs at once. */
final class Merges {

    private Merges() {}

    static Publisher<Integer> flow(List<Flux<Integer>> inputs) {
        return Flow.merge(inputs);
    }

    static Publisher<Integer> flowOfBodies(List<Flux<Integer>> inputs) {
        return Flow.merge(inputs.stream().map(PullBenchmark::passedOn).toList());
    }

    static Publisher<Integer> reactor(List<Flux<Integer>> inputs) {
        return Flux.merge(Flux.fromIterable(inputs), inputs.size());
    }

    static Publisher<Integer> kotlinFlow(List<Flux<Integer>> inputs) {
        return KotlinPeers.INSTANCE.merged(inputs);
    }

    static Publisher<Integer> rxJava(List<Flux<Integer>> inputs) {
        return Flowable.merge(inputs, inputs.size());
    }

    static Multi<Integer> mutiny(List<Flux<Integer>> inputs) {
        return Multi.createBy()
                .merging()
                .withConcurrency(inputs.size())
                .streams(inputs.stream()
                        .map(JdkFlowAdapter::publisherToFlowPublisher)
                        .toList());
    }
}
