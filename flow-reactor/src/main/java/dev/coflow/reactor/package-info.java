/**
 * Runs flows on Project Reactor.
 *
 * <ul>
 *   <li>{@link dev.coflow.reactor.ReactorFlow}: the door; conversions to {@code Flux} and {@code Mono}.
 *   <li>{@link dev.coflow.reactor.FlowDeferred}: a result under way, Twisted's {@code flow.Deferred}.
 *   <li>{@link dev.coflow.reactor.ReactorRuntime}: found by {@code ServiceLoader}.
 * </ul>
 *
 * <p>The engine, from the outside in: {@code Lowering} makes Reactor operators of stages; {@code RunFlux} is the boundary where a
 * run starts or is joined, {@code RunGate} and {@code EntryFlux} are where demand and foreign items enter it; {@code Run} serves
 * its turns; {@code Coroutine} is one body, {@code StepsFlux} one state machine, {@code Join} one merge or zip;
 * {@code VirtualClock} keeps virtual time still while bodies work.
 */
@NullMarked
package dev.coflow.reactor;

import org.jspecify.annotations.NullMarked;
