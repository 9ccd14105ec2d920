package dev.coflow.examples;

import dev.coflow.Flow;

/** The two inputs of the how-to's joins: the right one gives its turn away before its last word. */
final class Words {

    private Words() {}

    static Flow<String> words() {
        return Flow.generate(out -> {
            out.emit("one");
            out.emit("two");
            out.cooperate();
            out.emit("three");
        });
    }

    static Flow<Integer> numbers() {
        return Flow.generate(out -> {
            out.emit(1);
            out.emit(2);
            out.emit(3);
        });
    }
}
