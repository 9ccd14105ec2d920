package dev.coflow.examples;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A call of a tool, or a piece of one: the first has the id and the name, and each a fragment of the arguments.
 *
 * @param index which of the answer's calls it belongs to
 * @param id what the model calls it, or nothing
 * @param name the tool, or nothing
 * @param arguments JSON, or some characters of it
 */
record ToolCall(int index, String id, String name, String arguments) {

    static ToolCall piece(JsonNode json) {
        JsonNode index = json.path("index");
        if (!index.isInt()) {
            throw ChatException.required("a piece of a tool call with an index", json.toString());
        }
        JsonNode function = json.path("function");
        return new ToolCall(
                index.intValue(),
                ChatJson.text(json.path("id")),
                ChatJson.text(function.path("name")),
                ChatJson.text(function.path("arguments")));
    }

    ToolCall plus(ToolCall piece) {
        return new ToolCall(
                index, id.isEmpty() ? piece.id : id, name.isEmpty() ? piece.name : name, arguments + piece.arguments);
    }

    JsonNode input() {
        return ChatJson.read("arguments for " + name + " in a JSON object", arguments.isBlank() ? "{}" : arguments);
    }
}
