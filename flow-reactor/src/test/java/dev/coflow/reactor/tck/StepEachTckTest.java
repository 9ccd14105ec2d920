package dev.coflow.reactor.tck;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.reactor.ReactorFlow;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;

/** Steps over items, which skip some and put others off, at once or for a time. */
public class StepEachTckTest extends FlowVerification {

    @Override
    protected Flow<Long> flow(long size) {
        return plain(size).concatMapIterable(i -> List.of(i, i)).stepWith(() -> {
            long[] calls = {0};
            return item -> switch ((int) (calls[0]++ % 4)) {
                case 0 -> Step.skip();
                case 1 -> Step.cooperate();
                case 2 -> Step.cooperate(Duration.ofNanos(1));
                default -> Step.emit(item);
            };
        });
    }

    @Override
    protected Flux<Long> toFlux(Flow<Long> flow) {
        return ReactorFlow.toFlux(flow, BESIDE);
    }
}
