package dev.coflow.reactor.model;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Several pulls that are waited for at once. */
record Selection(List<Pulled<?>> pulls) implements BooleanSupplier {

    boolean includes(Object awaited) {
        return pulls.stream().anyMatch(pull -> pull == awaited);
    }

    boolean isOver() {
        return pulls.stream().allMatch(Pulled::isOver);
    }

    @Override
    public boolean getAsBoolean() {
        return isOver() || pulls.stream().anyMatch(pull -> !pull.isOver() && pull.getAsBoolean());
    }
}
