/**
 * Runs flows on Project Reactor.
 *
 * @provides dev.coflow.spi.FlowRuntime the Reactor runtime
 */
module dev.coflow.reactor {
    requires transitive dev.coflow;
    requires transitive reactor.core;
    requires static org.jspecify;
    requires static context.propagation;
    requires static reactor.blockhound;
    requires static reactor.test;

    exports dev.coflow.reactor;

    provides dev.coflow.spi.FlowRuntime with
            dev.coflow.reactor.ReactorRuntime;
}
