package dev.coflow.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coflow.Flow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A model that asks for the weather in two cities, and says what it was told. The script of the {@link Chat} example. */
final class WeatherModel {

    private static final int CHUNK = 50;

    private WeatherModel() {}

    /** Events cut into chunks that end anywhere, even inside a character. */
    static Flow<byte[]> answer(ObjectNode request) {
        return Flow.generate(out -> {
            byte[] bytes = String.join("", events(request.path("messages"))).getBytes(UTF_8);
            for (int i = 0; i < bytes.length; i += CHUNK) {
                out.emit(Arrays.copyOfRange(bytes, i, Math.min(i + CHUNK, bytes.length)));
                out.cooperate();
            }
        });
    }

    private static List<String> events(JsonNode messages) {
        List<String> results = messages.findParents("tool_call_id").stream()
                .map(result -> result.path("content").asText())
                .toList();
        return results.isEmpty() ? calls() : report(results);
    }

    /** The pieces of two calls alternate. */
    private static List<String> calls() {
        return List.of(
                ChatWire.text("Let me "),
                ChatWire.text("look.\n"),
                ChatWire.call(0, "call_1", "weather"),
                ChatWire.arguments(0, "{\"city\": "),
                ChatWire.call(1, "call_2", "weather"),
                ChatWire.arguments(1, "{\"ci"),
                ChatWire.arguments(0, "\"Paris\"}"),
                ChatWire.arguments(1, "ty\": \"Oslo\"}"),
                ChatWire.finish(ChatStream.TOOL_CALLS),
                ChatWire.DONE);
    }

    private static List<String> report(List<String> results) {
        List<String> events = new ArrayList<>();
        for (String result : results) {
            events.add(ChatWire.text("There is "));
            events.add(ChatWire.text(result + ".\n"));
        }
        events.add(ChatWire.finish(ChatStream.STOP));
        events.add(ChatWire.DONE);
        return events;
    }
}
