/**
 * What a user of flows types: sources, stages and the handles a body uses.
 *
 * @uses dev.coflow.spi.FlowRuntime the runtime that executes flows
 */
module dev.coflow {
    requires transitive org.reactivestreams;
    requires static transitive org.jspecify;

    exports dev.coflow;
    exports dev.coflow.spi;
    exports dev.coflow.stage;

    uses dev.coflow.spi.FlowRuntime;
}
