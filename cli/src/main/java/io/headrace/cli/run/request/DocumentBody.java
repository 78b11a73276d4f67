package io.headrace.cli.run.request;

import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Lays a request out as a JSON document. What is typed is text; a value that reads as a number, {@code true},
 * {@code false}, a list or an object is sent as that, unless the field is known to hold text.
 */
final class DocumentBody {

    static final String MESSAGES = "messages";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> TEXTS =
            Set.of("prompt", "negative_prompt", "text", "description", "loras", "model", "model_id");

    private DocumentBody() {}

    static Body of(String pipeline, Map<String, String> fields, boolean stream) {
        var document = JSON.createObjectNode();
        fields.forEach((name, value) -> document.set(name, TEXTS.contains(name) ? text(value) : value(value)));
        if (pipeline.equals(Shape.LLM)) {
            chat(document, stream);
        }
        return Body.of("application/json", JSON.writeValueAsString(document));
    }

    /** Existing gateways refuse a chat without one of these four. */
    private static void chat(ObjectNode document, boolean stream) {
        var prompt = document.remove("prompt");
        if (prompt != null && !document.has(MESSAGES)) {
            document.putArray(MESSAGES).addObject().put("role", "user").set("content", prompt);
        }
        document.putIfAbsent("model", text(""));
        document.putIfAbsent("max_tokens", JSON.getNodeFactory().numberNode(256));
        document.put("stream", stream);
    }

    private static JsonNode text(String value) {
        return StringNode.valueOf(value);
    }

    private static JsonNode value(String typed) {
        try {
            var value = JSON.readTree(typed);
            return value == null || value.isMissingNode() || value.isNull() || value.isString() ? text(typed) : value;
        } catch (JacksonException plainText) {
            return text(typed);
        }
    }
}
