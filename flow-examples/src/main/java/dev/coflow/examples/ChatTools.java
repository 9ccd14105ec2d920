package dev.coflow.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What a model may call, by name. */
final class ChatTools {

    private final Map<String, Function<JsonNode, Mono<String>>> tools;

    ChatTools(Map<String, Function<JsonNode, Mono<String>>> tools) {
        this.tools = new TreeMap<>(tools);
    }

    Mono<String> call(ToolCall call) {
        Function<JsonNode, Mono<String>> tool = tools.get(call.name());
        if (tool == null) {
            throw ChatException.required("one of the tools " + tools.keySet(), "\"" + call.name() + "\"");
        }
        return tool.apply(call.input());
    }

    /** What they are called; a real model also wants to know what they do, and a schema of their arguments. */
    void describe(ArrayNode json) {
        for (String name : tools.keySet()) {
            ObjectNode tool = json.addObject().put("type", "function");
            tool.putObject("function").put("name", name);
        }
    }
}
