package dev.coflow.examples;

import static dev.coflow.examples.Example.show;

import java.util.List;

/** The table of contents, in teaching order: bodies, turns, joins, errors, the world outside, the pipelines of 2003. */
final class Examples {

    static final List<Example> ALL = List.of(
            show("counter", "A loop is a stream", Counter::run),
            show("consumer", "A body reads another flow with a loop", Consumer::run),
            show("steps", "A state machine instead of a body: no stack while it waits", Countdown::run),
            show("states", "A state machine whose state is a method", States::run),
            show("cooperate", "A body waits in the middle, and holds nobody up", Cooperate::run),
            show("merge", "A fair merge: whoever is ready, in rotation", Merge::run),
            show("zip", "One from each, and the wait for the slower one", Zip::run),
            show("requests", "Two requests take turns in one run, or run side by side", Requests::run),
            show("trap", "An expected error becomes the last value", Trap::run),
            show("catch", "An error of a pulled flow is caught like any other", CatchAround::run),
            show("beside", "Blocking and cooperating sources do not hold each other up", Beside::run));

    private Examples() {}
}
