package dev.coflow.reactor.blockhound;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Tells BlockHound, where it is installed, what of this library may block: the search for the runtime, which reads files once in a
 * JVM, as loading a class does, and a cancel that stops the thread of a body for a moment, or waits until it has come to where its stack
 * can be seen. Found by {@code ServiceLoader}.
 */
public final class BlockHoundRules implements BlockHoundIntegration {

    /** Called by {@code ServiceLoader}. */
    public BlockHoundRules() {}

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("dev.coflow.spi.RuntimeLookup", "current");
        builder.allowBlockingCallsInside("dev.coflow.reactor.Interruptible", "interruptUserCode");
    }
}
