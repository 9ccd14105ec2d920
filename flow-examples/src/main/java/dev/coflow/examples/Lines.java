package dev.coflow.examples;

import dev.coflow.Flow;
import dev.coflow.Frames;
import dev.coflow.Frames.FrameTooLongException;
import java.io.PrintStream;

/**
 * Text comes in chunks that end anywhere, and leaves as lines. A line without an end does not fill the memory. Twisted:
 * {@code LineBreak}.
 */
final class Lines {

    private static final Frames COMMANDS = Frames.by("\r\n").withMaxLength(20);

    private Lines() {}

    static Flow<String> chunks() {
        return Flow.generate(out -> {
            out.emit("Hello ");
            out.emit("World\nHappy");
            out.cooperate();
            out.emit(" Days");
            out.emit(" Are Here\n");
        });
    }

    static Flow<String> lines() {
        return chunks().transform(Frames.lines());
    }

    static Flow<String> commands(String... chunks) {
        return Flow.of(chunks)
                .transform(COMMANDS.asStage())
                .trap(FrameTooLongException.class, e -> "500 line too long");
    }

    static void run(PrintStream out) {
        lines().toList().forEach(out::println); // Hello World, Happy Days Are Here
        commands("HELO here\r", "\nQUIT\r\n", "and now something completely different")
                .toList()
                .forEach(out::println); // HELO here, QUIT, 500 line too long
    }
}
