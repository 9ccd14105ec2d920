package dev.coflow.reactor.law;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Hooks;

/** Collects what goes to Reactor's hook for dropped errors while a test runs, of whichever flow it is. */
final class DroppedErrors implements BeforeEachCallback, AfterEachCallback {

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    List<Throwable> all() {
        return errors;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Hooks.onErrorDropped(errors::add);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Hooks.resetOnErrorDropped();
    }
}
