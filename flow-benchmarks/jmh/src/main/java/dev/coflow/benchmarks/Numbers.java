package dev.coflow.benchmarks;

import dev.coflow.Step;
import dev.coflow.Steps;

/** The first numbers, a step each. */
final class Numbers implements Steps<Integer> {

    private int next;

    @Override
    public Step<Integer> next() {
        return next == Measured.ITEMS ? Step.done() : Step.emit(next++);
    }
}
