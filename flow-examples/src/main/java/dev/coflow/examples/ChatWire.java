package dev.coflow.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The events of a streamed chat completion, as they go over the wire. */
final class ChatWire {

    static final String DONE = ServerSentEvents.event(ChatStream.DONE);

    private ChatWire() {}

    static String text(String content) {
        return chunk(ChatJson.object().put("content", content), null);
    }

    /** The first piece of a call. */
    static String call(int index, String id, String name) {
        ObjectNode delta = ChatJson.object();
        ObjectNode piece = delta.putArray("tool_calls").addObject();
        piece.put("index", index).put("id", id).put("type", "function");
        piece.putObject("function").put("name", name).put("arguments", "");
        return chunk(delta, null);
    }

    /** A further piece of a call. */
    static String arguments(int index, String fragment) {
        ObjectNode delta = ChatJson.object();
        ObjectNode piece = delta.putArray("tool_calls").addObject().put("index", index);
        piece.putObject("function").put("arguments", fragment);
        return chunk(delta, null);
    }

    static String finish(String reason) {
        return chunk(ChatJson.object(), reason);
    }

    private static String chunk(ObjectNode delta, @Nullable String finish) {
        ObjectNode chunk = ChatJson.object().put("id", "chatcmpl-1").put("object", "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        return ServerSentEvents.event(chunk.toString());
    }
}
