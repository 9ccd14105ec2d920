package dev.coflow.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coflow.Flow;
import dev.coflow.Frames;
import dev.coflow.Step;
import org.jspecify.annotations.Nullable;
import reactor.netty.ByteBufFlux;

/**
 * Server-sent events: lines of fields, ended by a blank line. This reads and writes the field {@code data}; others and comments are
 * skipped, and so is an event that no blank line ends.
 */
final class ServerSentEvents {

    /** The longest line, in bytes, and the longest event, in characters. */
    static final int MAX_LENGTH = 65_536;

    private static final Frames LINES = Frames.by("\n").withMaxLength(MAX_LENGTH);
    private static final String FIELD = "data:";

    private @Nullable StringBuilder data;

    private ServerSentEvents() {}

    static String event(String data) {
        return FIELD + " " + data.replace("\n", "\n" + FIELD + " ") + "\n\n";
    }

    /**
     * The data of each event. A line feed is never a part of a longer character, so lines are cut from bytes, whatever chunks these
     * come in, and a line is decoded when it is whole.
     */
    static Flow<String> data(ByteBufFlux bytes) {
        return Flow.<String>from(bytes.asString(ISO_8859_1))
                .transform(LINES.asStage())
                .stepWith(() -> new ServerSentEvents()::line);
    }

    private Step<String> line(String bytes) {
        String line = new String(bytes.getBytes(ISO_8859_1), UTF_8);
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (text.isEmpty()) {
            return end();
        }
        if (text.startsWith(FIELD)) {
            add(text.substring(FIELD.length()));
        }
        return Step.skip();
    }

    private void add(String value) {
        data = data == null ? new StringBuilder() : data.append('\n');
        data.append(value.startsWith(" ") ? value.substring(1) : value);
        if (data.length() > MAX_LENGTH) {
            throw ChatException.required("an event of at most " + MAX_LENGTH + " characters", "longer: " + data);
        }
    }

    private Step<String> end() {
        if (data == null) {
            return Step.skip();
        }
        Step<String> event = Step.emit(data.toString());
        data = null;
        return event;
    }
}
