/**
 * The stages as data. A flow is a tree of these records; a {@link dev.coflow.stage.StageVisitor} handles every kind.
 *
 * <p>Sources: {@link dev.coflow.stage.FromIterable}, {@link dev.coflow.stage.FromStream},
 * {@link dev.coflow.stage.FromPublisher}, {@link dev.coflow.stage.FromFuture}, {@link dev.coflow.stage.FromCallable},
 * {@link dev.coflow.stage.Failed}, {@link dev.coflow.stage.Threaded}, {@link dev.coflow.stage.ThreadedStream}. Sequential code:
 * {@link dev.coflow.stage.Generate}, {@link dev.coflow.stage.RunTask}, {@link dev.coflow.stage.FromSteps}. Joins:
 * {@link dev.coflow.stage.Merge}, {@link dev.coflow.stage.Zip}, {@link dev.coflow.stage.ZipLongest}. One to one and one to
 * many: the rest.
 */
@NullMarked
package dev.coflow.stage;

import org.jspecify.annotations.NullMarked;
