package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
import java.io.PrintStream;

/**
 * A stage without a stack of its own: it is asked for one step at a time, and a body reads it like any other flow. Twisted:
 * an iterator class with a {@code next} method.
 */
final class Countdown implements Steps<Integer> {

    private int n = 3;

    @Override
    public Step<Integer> next() {
        return n == 0 ? Step.done() : Step.emit(n--);
    }

    static void run(PrintStream out) {
        Flow<Integer> countdown = Flow.fromSteps(Countdown::new);
        out.println(countdown.toList()); // [3, 2, 1]
        out.println(Consumer.consumer(countdown).toList()); // [3, 1]
    }
}
