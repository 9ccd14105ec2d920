/**
 * What a user types: descriptions of cooperating stages and the handles their bodies work with.
 *
 * <ul>
 *   <li>{@link dev.coflow.Flow}: an immutable description, and a {@code Publisher}; the one door of this module.
 *   <li>{@link dev.coflow.Body}, {@link dev.coflow.Task}, {@link dev.coflow.Action}: sequential code that becomes a stage.
 *   <li>{@link dev.coflow.Turn}, {@link dev.coflow.Emitter}: what such code is handed; {@link dev.coflow.Pull} reads another flow.
 *   <li>{@link dev.coflow.Steps}, {@link dev.coflow.Step}: a stage written as a state machine, without a stack of its own.
 *   <li>{@link dev.coflow.CancelSignal}: how a cancelled body unwinds.
 *   <li>{@link dev.coflow.BlockingIterable}: a flow read by code that may block.
 * </ul>
 *
 * <p>Nothing here executes anything: a runtime found through {@link dev.coflow.spi.FlowRuntime} does.
 */
@NullMarked
package dev.coflow;

import org.jspecify.annotations.NullMarked;
