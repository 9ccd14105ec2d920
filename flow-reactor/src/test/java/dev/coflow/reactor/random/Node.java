package dev.coflow.reactor.random;

import dev.coflow.Flow;
import java.util.stream.Stream;

/**
 * A flow as data, to be built for an execution, printed, and made smaller. Its items are strings that name where they come from:
 * {@code path#number}; those of a zip or a fold are joined by {@code +}.
 */
interface Node {

    /**
     * Builds the flow.
     *
     * @param trace where its functions and bodies leave their trace
     * @param path names the part of the flow that this is
     */
    Flow<String> build(Trace trace, String path);

    /** Flows that are a little smaller; what fails may still fail there. */
    Stream<Node> smaller();
}
