package dev.coflow.reactor;

import dev.coflow.spi.FlowRuntime;
import dev.coflow.stage.Stage;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/**
 * Runs flows on Project Reactor. Found by {@code ServiceLoader}; applications use {@link ReactorFlow}. Thread-safe.
 */
public final class ReactorRuntime implements FlowRuntime {

    /** Called by {@code ServiceLoader}. */
    public ReactorRuntime() {}

    @Override
    public <T> Publisher<T> lower(Stage<T> stage) {
        return Lowering.lower(stage);
    }

    @Override
    public <T> Stream<T> toStream(Stage<T> stage) {
        return BlockingItems.stream(Lowering.lower(stage));
    }
}
