package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.Step;
import dev.coflow.Steps;
import java.io.PrintStream;

/** Each state is a method that names the next. Twisted: the {@code States} iterator of the how-to. */
final class States implements Steps<String> {

    private Steps<String> state = this::one;

    @Override
    public Step<String> next() throws Exception {
        return state.next();
    }

    private Step<String> one() {
        state = this::two;
        return Step.emit("one");
    }

    private Step<String> two() {
        state = Step::done;
        return Step.emit("two");
    }

    static void run(PrintStream out) {
        Flow.fromSteps(States::new).toList().forEach(out::println); // one, two
    }
}
