package dev.coflow.reactor.law;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Looks, when the Jupiter tests of a class are over, whether a body that one of them started still runs or is suspended: then some
 * test did not cancel, or a cancel was lost. Registered with the service loader, for every test class of this module. The class fails.
 *
 * <p>A body that ends a little later than its test is waited for: what it still has to say, to a hook, is said before the next
 * class listens there. What was there before the class is left alone: the Reactive Streams TCK abandons subscriptions on purpose.
 */
public final class NoBodyLeftBehind implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        store(context).put(Check.class, new Check());
    }

    /** Comes after the methods of the class that do so. */
    @Override
    public void afterAll(ExtensionContext context) {
        store(context).get(Check.class, Check.class).noneIsLeft();
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(NoBodyLeftBehind.class));
    }

    private static final class Check {
        private final Set<Long> before = LiveBodies.stacks().keySet();

        void noneIsLeft() {
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
