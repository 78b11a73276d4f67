package io.headrace.wire.text;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads a JSON text that is one document, and refuses what is none in the words of existing nodes. */
final class JsonText {

    /** Numbers keep the digits they came with. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonText() {}

    /**
     * An object, or {@code null}.
     *
     * @param type how errors name it
     */
    static JsonNode object(String text, String type) throws UnreadableException {
        var value = value(text);
        if (!value.isObject() && !value.isNull()) {
            throw JsonMismatch.ofDocument(value, type);
        }
        return value;
    }

    /**
     * A list of objects.
     *
     * @param type how errors name the list
     */
    static JsonNode objects(String text, String type) throws UnreadableException {
        var value = value(text);
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isObject)) {
            throw JsonMismatch.ofDocument(value, type);
        }
        return value;
    }

    private static JsonNode value(String text) throws UnreadableException {
        JsonFault.check(text);
        try {
            return JSON.readTree(text);
        } catch (JacksonException beyondItsLimits) {
            throw new UnreadableException(beyondItsLimits.getOriginalMessage());
        }
    }
}
