package dev.coflow.examples.spring;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test in which an event loop blocked. Registered with the service loader, for every test of this module. */
public final class NoBlockingCall implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        check();
    }

    static void check() {
        AssertionError failure =
                new AssertionError("no blocking call on an event loop is required but there were the suppressed ones");
        BlockingCalls.take().forEach(failure::addSuppressed);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
