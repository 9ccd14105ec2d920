package dev.coflow.spi;

import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the runtime once; a search that failed is repeated by the next caller. Thread-safe. */
final class RuntimeLookup {

    private static volatile @Nullable FlowRuntime runtime;

    private RuntimeLookup() {}

    static FlowRuntime current() {
        FlowRuntime known = runtime;
        if (known == null) {
            known = find(ServiceLoader.load(FlowRuntime.class, FlowRuntime.class.getClassLoader())
                    .iterator());
            runtime = known;
        }
        return known;
    }

    static FlowRuntime find(Iterator<FlowRuntime> candidates) {
        if (!candidates.hasNext()) {
            throw new IllegalStateException(
                    "a FlowRuntime is required to run a flow but none was found: add the dependency dev.coflow:flow-reactor");
        }
        return candidates.next();
    }
}
