package io.headrace.wire.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object that is kept whole, for whoever looks at some of its fields and passes on the rest: fields that are
 * unknown here keep their values, numbers their digits. Immutable.
 */
public final class JsonDocument {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final JsonMapper SORTED =
            JSON.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    public static final JsonDocument EMPTY = new JsonDocument(JSON.createObjectNode(), "object");

    private final ObjectNode object;
    private final String type;
    private final JsonFields fields;

    private JsonDocument(ObjectNode object, String type) {
        this.object = object;
        this.type = type;
        this.fields = JsonFields.of(object, type);
    }

    /**
     * @param type how errors name the object
     * @param maxLength in characters
     * @throws UnreadableException when it is no object, or longer
     */
    public static JsonDocument parse(String text, String type, int maxLength) throws UnreadableException {
        if (text.length() > maxLength) {
            throw new UnreadableException(
                    "a document of " + text.length() + " characters; at most " + maxLength + " are read");
        }
        if (JsonText.object(text, type) instanceof ObjectNode object) {
            return new JsonDocument(object, type);
        }
        throw new UnreadableException("null where an object belongs");
    }

    public JsonFields fields() {
        return fields;
    }

    /** The value of a field, written exactly so, as JSON text; empty when it is absent or {@code null}. */
    public Optional<String> json(String name) {
        return object.hasNonNull(name) ? Optional.of(JSON.writeValueAsString(object.get(name))) : Optional.empty();
    }

    /** The objects of a list within it; none when it is absent. */
    public List<JsonDocument> objects(String name) throws UnreadableException {
        fields().objects(name, "object");
        return object.path(name)
                .valueStream()
                .map(element ->
                        new JsonDocument(element instanceof ObjectNode inner ? inner : JSON.createObjectNode(), type))
                .toList();
    }

    /** With these names written exactly so: existing nodes read names in any case, and runners do not. */
    public JsonDocument spelled(Set<String> names) {
        var spelled = JSON.createObjectNode();
        object.properties()
                .forEach(field -> spelled.set(
                        names.stream()
                                .filter(name -> name.equalsIgnoreCase(field.getKey()))
                                .findFirst()
                                .orElse(field.getKey()),
                        field.getValue()));
        return new JsonDocument(spelled, type);
    }

    public JsonDocument with(String name, String value) {
        return changed(copy -> copy.put(name, value));
    }

    public JsonDocument with(String name, long value) {
        return changed(copy -> copy.put(name, value));
    }

    public JsonDocument with(String name, boolean value) {
        return changed(copy -> copy.put(name, value));
    }

    /** @param json a whole JSON value of our own making */
    public JsonDocument withJson(String name, String json) {
        return changed(copy -> copy.set(name, JSON.readTree(json)));
    }

    public JsonDocument without(String... names) {
        return changed(copy -> copy.remove(List.of(names)));
    }

    /** Without fields that are {@code null}, at any depth: what existing nodes leave out when they relay. */
    public JsonDocument withoutNulls() {
        return changed(JsonDocument::dropNulls);
    }

    private static void dropNulls(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                object.removeNulls();
                object.values().forEach(JsonDocument::dropNulls);
            }
            case ArrayNode array -> array.values().forEach(JsonDocument::dropNulls);
            default -> {
                // A plain value holds no fields.
            }
        }
    }

    private JsonDocument changed(Consumer<ObjectNode> change) {
        var copy = object.deepCopy();
        change.accept(copy);
        return new JsonDocument(copy, type);
    }

    /** Its text, fields in the order in which they came. */
    public String text() {
        return JSON.writeValueAsString(object);
    }

    /** Its text, fields in the order of their names at every depth, as existing nodes print what they relay. */
    public String sorted() {
        return JsonObject.escaped(SORTED.writeValueAsString(object));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonDocument that && object.equals(that.object);
    }

    @Override
    public int hashCode() {
        return object.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
