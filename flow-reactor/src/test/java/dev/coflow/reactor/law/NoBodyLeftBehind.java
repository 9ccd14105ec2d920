package dev.coflow.reactor.law;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Looks, when all Jupiter tests of this JVM are over, whether a body that one of them started still runs or is suspended: then some
 * test did not cancel, or a cancel was lost. Registered with the service loader, for every test of this module. The test run fails.
 *
 * <p>What was there before the first Jupiter test is left alone: the Reactive Streams TCK abandons subscriptions on purpose.
 */
public final class NoBodyLeftBehind implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(NoBodyLeftBehind.class))
                .getOrComputeIfAbsent(Check.class, type -> new Check());
    }

    /** What a body still has to say when its test is over is said before the next class listens at a hook. */
    @Override
    public void afterAll(ExtensionContext context) {
        RunningBodies.awaitNone();
    }

    /** Closed by JUnit after the last test; what it throws fails the run. */
    private static final class Check implements AutoCloseable {

        private final Set<Long> before = LiveBodies.stacks().keySet();

        @Override
        public void close() {
            try {
                Until.isTrue(() -> left().isEmpty());
            } catch (AssertionError e) {
                throw new AssertionError(
                        "no live body is required after the tests but these are: "
                                + String.join("\n\n", left().values()),
                        e);
            }
        }

        private Map<Long, String> left() {
            Map<Long, String> left = LiveBodies.stacks();
            left.keySet().removeAll(before);
            return left;
        }
    }
}
