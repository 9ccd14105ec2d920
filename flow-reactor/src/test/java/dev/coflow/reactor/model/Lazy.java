package dev.coflow.reactor.model;

import dev.coflow.Step;
import dev.coflow.Steps;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Steps made by the first of them. */
final class Lazy<T> implements Steps<T> {

    private final Supplier<? extends Steps<T>> machines;
    private @Nullable Steps<T> machine;

    Lazy(Supplier<? extends Steps<T>> machines) {
        this.machines = machines;
    }

    @Override
    public Step<T> next() throws Exception {
        if (machine == null) {
            machine = machines.get();
        }
        return machine.next();
    }
}
