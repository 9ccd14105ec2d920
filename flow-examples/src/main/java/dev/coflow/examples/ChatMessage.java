package dev.coflow.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** What was said so far, as the next request repeats it. */
final class ChatMessage {

    private ChatMessage() {}

    static ObjectNode question(String text) {
        return message("user", text);
    }

    static ObjectNode answer(String text, Collection<ToolCall> calls) {
        ObjectNode message = message("assistant", text);
        ArrayNode array = message.putArray("tool_calls");
        for (ToolCall call : calls) {
            ObjectNode json = array.addObject().put("id", call.id()).put("type", "function");
            json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        }
        return message;
    }

    static ObjectNode result(ToolCall call, String text) {
        return message("tool", text).put("tool_call_id", call.id());
    }

    private static ObjectNode message(String role, String text) {
        return ChatJson.object().put("role", role).put("content", text);
    }
}
