package dev.coflow.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coflow.Flow;
import dev.coflow.stage.Stage;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** How a flow finds what runs it; this module has none on its test class path. */
class RuntimeLookupTest {

    @Test
    void takesTheFirstRuntimeThereIs() {
        FlowRuntime first = new NoRuntime();
        assertThat(RuntimeLookup.find(
                        List.<FlowRuntime>of(first, new NoRuntime()).iterator()))
                .isSameAs(first);
    }

    @Test
    void aMissingRuntimeNamesTheDependencyToAdd() {
        assertThatThrownBy(() -> RuntimeLookup.find(Collections.emptyIterator()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("required")
                .hasMessageContaining("dev.coflow:flow-reactor");
    }

    @Test
    void aFlowWithoutARuntimeSaysSoWhenItIsRead() {
        Flow<Integer> flow = Flow.of(1);
        assertThatThrownBy(flow::toList)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev.coflow:flow-reactor");
    }

    private static final class NoRuntime implements FlowRuntime {
        @Override
        public <T> Publisher<T> lower(Stage<T> stage) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> Stream<T> toStream(Stage<T> stage) {
            throw new UnsupportedOperationException();
        }
    }
}
