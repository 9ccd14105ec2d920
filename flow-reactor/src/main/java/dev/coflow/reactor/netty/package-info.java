/**
 * Protocols over Reactor Netty: a protocol is a function from the flow of what arrives to the flow of what is sent. Reactor Netty is an
 * optional dependency: {@code io.projectreactor.netty:reactor-netty-core}.
 */
@NullMarked
package dev.coflow.reactor.netty;

import org.jspecify.annotations.NullMarked;
