/** What BlockHound is told about this library, where it is installed: {@link dev.coflow.reactor.blockhound.BlockHoundRules}. */
@NullMarked
package dev.coflow.reactor.blockhound;

import org.jspecify.annotations.NullMarked;
