package dev.coflow.examples;

import java.io.PrintStream;
import java.util.List;

/**
 * A small program that shows one idea.
 *
 * @param name what to type to run it
 * @param about the idea, as the heading of its output
 * @param program prints the values
 */
record Example(String name, String about, Program program) {

    /** What an example does. */
    @FunctionalInterface
    interface Program {
        void run(PrintStream out, List<String> args) throws Exception;
    }

    /** What an example does that needs no arguments. */
    @FunctionalInterface
    interface Show {
        void run(PrintStream out) throws Exception;
    }

    static Example show(String name, String about, Show show) {
        return new Example(name, about, (out, args) -> show.run(out));
    }

    void run(PrintStream out, List<String> args) throws Exception {
        program.run(out, args);
    }
}
