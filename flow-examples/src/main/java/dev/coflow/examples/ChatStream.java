package dev.coflow.examples;

import dev.coflow.Flow;
import org.reactivestreams.Publisher;

/** An answer as it comes, and whether it is whole. */
final class ChatStream {

    static final String DONE = "[DONE]";
    static final String STOP = "stop";
    static final String TOOL_CALLS = "tool_calls";

    private int chunks;
    private boolean calls;
    private boolean done;
    private String finish = "";

    private ChatStream() {}

    /** Reads on after the end: a response that is read to its end leaves a connection that can be used again. */
    static Flow<ChatChunk> chunks(Publisher<String> events) {
        return Flow.generate(out -> {
            ChatStream stream = new ChatStream();
            for (String event : out.pull(events)) {
                stream.done = stream.done || event.equals(DONE);
                if (!stream.done) {
                    out.emit(stream.chunk(event));
                }
            }
            stream.requireWhole();
        });
    }

    private ChatChunk chunk(String event) {
        ChatChunk chunk = ChatChunk.parse(event);
        chunks++;
        calls = calls || !chunk.calls().isEmpty();
        finish = chunk.finish().orElse(finish);
        return chunk;
    }

    private void requireWhole() {
        if (!done) {
            throw ChatException.required(DONE + " at the end of the stream", "an end after " + chunks + " chunks");
        }
        String expected = calls ? TOOL_CALLS : STOP;
        if (!finish.equals(expected)) {
            throw ChatException.required(
                    "finish_reason \"" + expected + "\" after " + (calls ? "tool calls" : "text"),
                    "\"" + finish + "\"");
        }
    }
}
