package dev.coflow.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON of the {@link Chat}, by Jackson. */
final class ChatJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private ChatJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** One JSON object; anything else is an error that says it should have been {@code what}. */
    static ObjectNode read(String what, String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw ChatException.required(what, text);
        } catch (JsonProcessingException e) {
            throw ChatException.required(what, text, e);
        }
    }

    /** A text, or an empty one where there is null or nothing. */
    static String text(JsonNode node) {
        return node.asText("");
    }
}
