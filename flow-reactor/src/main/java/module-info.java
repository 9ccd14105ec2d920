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
    // for package netty
    requires static transitive reactor.netty.core;
    requires static io.netty.buffer;
    requires static io.netty.codec;
    requires static io.netty.common;
    requires static io.netty.handler;
    requires static io.netty.transport;

    // for package sql
    requires static transitive java.sql;
    requires static transitive r2dbc.spi;

    // for package spring
    requires static spring.beans;
    requires static transitive spring.boot.autoconfigure;
    requires static spring.context;
    requires static transitive spring.core;

    exports dev.coflow.reactor;
    exports dev.coflow.reactor.netty;
    exports dev.coflow.reactor.spring;
    exports dev.coflow.reactor.sql;

    provides dev.coflow.spi.FlowRuntime with
            dev.coflow.reactor.ReactorRuntime;
}
