package dev.coflow.examples;

import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * Runs all examples, or the one that is named; further arguments go to that one.
 *
 * <pre>{@code
 * mvn compile exec:java
 * mvn compile exec:java -Dexec.args="merge"
 * mvn compile exec:java -Dexec.args="wordcount pom.xml"
 * mvn compile exec:java -Dexec.args="page 8080"
 * }</pre>
 */
public final class Tour {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int UNKNOWN_NAME = 2;

    private final List<Example> examples;
    private final PrintStream out;
    private final PrintStream err;

    Tour(List<Example> examples, PrintStream out, PrintStream err) {
        this.examples = examples;
        this.out = out;
        this.err = err;
    }

    /**
     * Exits with 0, with 1 if an example fails, and with 2 if there is none of that name.
     *
     * @param args nothing for all examples; or a name, and arguments for that example
     */
    public static void main(String[] args) {
        int status = new Tour(Examples.ALL, System.out, System.err).run(List.of(args));
        if (status != OK) {
            System.exit(status);
        }
    }

    int run(List<String> args) {
        return args.isEmpty() ? all() : one(args.get(0), args.subList(1, args.size()));
    }

    private int all() {
        for (Example example : examples) {
            out.println("== " + example.name() + ": " + example.about());
            int status = run(example, List.of());
            if (status != OK) {
                return status;
            }
            out.println();
        }
        return OK;
    }

    private int one(String name, List<String> args) {
        Optional<Example> example =
                examples.stream().filter(e -> e.name().equals(name)).findFirst();
        if (example.isEmpty()) {
            err.println("There is no example \"" + name + "\". There are:");
            examples.forEach(e -> err.println("  " + e.name() + ": " + e.about()));
            return UNKNOWN_NAME;
        }
        return run(example.get(), args);
    }

    private int run(Example example, List<String> args) {
        try {
            example.run(out, args);
            return OK;
        } catch (NoSuchFileException e) {
            err.println(example.name() + ": there is no file " + e.getFile());
            return FAILED;
        } catch (Exception e) {
            err.println(example.name() + ": " + e);
            return FAILED;
        }
    }
}
