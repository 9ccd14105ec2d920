/** The one seam between a description and its execution: {@link dev.coflow.spi.FlowRuntime}. */
@NullMarked
package dev.coflow.spi;

import org.jspecify.annotations.NullMarked;
