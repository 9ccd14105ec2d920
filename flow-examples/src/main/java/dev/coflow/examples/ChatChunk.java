package dev.coflow.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * One event of a streamed chat completion.
 *
 * @param text goes on with the answer's text; often nothing
 * @param calls pieces of tool calls
 * @param finish why the answer ends, in the last event that has a choice
 */
record ChatChunk(String text, List<ToolCall> calls, Optional<String> finish) {

    static ChatChunk parse(String data) {
        JsonNode choices =
                ChatJson.read("a chat completion chunk in JSON", data).path("choices");
        if (!choices.isArray()) {
            throw ChatException.required("a chat completion chunk with choices", data);
        }
        JsonNode choice = choices.path(0); // missing in an event that counts tokens
        JsonNode delta = choice.path("delta");
        return new ChatChunk(
                ChatJson.text(delta.path("content")),
                StreamSupport.stream(delta.path("tool_calls").spliterator(), false)
                        .map(ToolCall::piece)
                        .toList(),
                Optional.of(ChatJson.text(choice.path("finish_reason"))).filter(reason -> !reason.isEmpty()));
    }
}
