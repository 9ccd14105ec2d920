package dev.coflow.examples;

import static dev.coflow.examples.Example.show;

import java.util.List;

/** The table of contents, in teaching order: bodies, turns, joins, errors, the world outside, the pipelines of 2003. */
final class Examples {

    static final List<Example> ALL = List.of(
            show("counter", "A loop is a stream", Counter::run),
            show("consumer", "A body reads another flow with a loop", Consumer::run),
            show("generator", "An endless loop runs only as far as it is read", Fibonacci::run),
            show("producer", "A body reads two flows side by side", Producer::run),
            show("steps", "A state machine instead of a body: no stack while it waits", Countdown::run),
            show("states", "A state machine whose state is a method", States::run),
            show("filter", "Stages for what needs no loop", Odd::run),
            show("collect", "All items as one value", Collected::run),
            show("cooperate", "A body waits in the middle, and holds nobody up", Cooperate::run),
            show("merge", "A fair merge: whoever is ready, in rotation", Merge::run),
            show("select", "A body reads whichever of its sources is ready", Select::run),
            show("zip", "One from each, and the wait for the slower one", Zip::run),
            show("zip-longest", "Twisted's zip: ends with the longer flow", ZipLongest::run),
            show("requests", "Two requests take turns in one run, or run side by side", Requests::run),
            show("primes", "Heavy work that cooperates beside a ticker", Primes::run),
            show("failure", "Values come before the error that follows them", Failure::run),
            show("trap", "An expected error becomes the last value", Trap::run),
            show("catch", "An error of a pulled flow is caught like any other", CatchAround::run),
            show("order", "Await instead of a chain of flatMaps", PlaceOrder::run),
            show("future", "A future is an input", FutureInput::run),
            show("callback", "Values pushed by someone else's callback", Callback::run),
            show("lines", "Chunks that end anywhere become lines", Lines::run),
            show("threaded", "An iterator that blocks runs on a thread for that", ThreadedCountdown::run),
            show("beside", "Blocking and cooperating sources do not hold each other up", Beside::run),
            show("echo", "A protocol is a loop over what arrives", Echo::run),
            new Example("page", "A page, and events, that grow while they are read", RandomPage::run),
            show("query", "The rows of a query, and a query for each of them", Query::run),
            show("sale", "A transaction commits when its body returns, and rolls back when it throws", Sale::run),
            show("chat", "Text goes on at once, tool calls are put together, awaited and answered", Chat::run),
            show("with-reactor", "Timeout, retry, limits, zip: what Reactor has goes around a flow", WithReactor::run),
            show("nothing", "2003: no stage, no values, no error", Nothing::run),
            show("sequence", "2003: a pipeline that is executed with an argument", Sequence::run),
            show("depth-first", "2003: each item passes all stages before the next is drawn", DepthFirst::run),
            show("stop", "2003: a function that drops items", StopValue::run),
            show("pause", "2003: a function that pauses is offered the same item again", Pause::run),
            show("pace", "2003: items a time apart", Pace::run),
            show("context", "2003: one total for each context", Totals::run),
            show("rows", "2003: stages put into a report for each user", Rows::run),
            show("report", "2003: a nested report, written as it is read", Report::run),
            new Example("wordcount", "Count the words of a file", WordCount::run));

    private Examples() {}
}
