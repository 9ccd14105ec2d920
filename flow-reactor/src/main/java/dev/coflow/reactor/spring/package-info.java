/**
 * Tells Spring what a flow is. With Spring Boot that happens by itself, {@link dev.coflow.reactor.spring.FlowAutoConfiguration} does
 * it; without, call {@link dev.coflow.reactor.spring.FlowAdapter#register()}. Spring is an optional dependency.
 */
@NullMarked
package dev.coflow.reactor.spring;

import org.jspecify.annotations.NullMarked;
