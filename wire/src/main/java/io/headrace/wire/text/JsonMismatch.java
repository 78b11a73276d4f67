package io.headrace.wire.text;

import tools.jackson.databind.JsonNode;

/**
 * Says that something is of another type than it should be, in the words of existing nodes: clients of the configuration
 * header see them.
 *
 * @param path of the object whose fields are read, with a dot at its end
 */
record JsonMismatch(String path) {

    static UnreadableException ofDocument(JsonNode value, String type) {
        return new UnreadableException("json: cannot unmarshal " + kind(value) + " into Go value of type " + type);
    }

    /** @param value of the field, or of an element of it */
    UnreadableException of(JsonNode value, String field, String type) {
        return of(kind(value), field, type);
    }

    /** A number, but not such a one. */
    UnreadableException ofNumber(JsonNode value, String field, String type) {
        return of("number " + value.asString(), field, type);
    }

    private UnreadableException of(String value, String field, String type) {
        return new UnreadableException(
                "json: cannot unmarshal " + value + " into Go struct field " + path + field + " of type " + type);
    }

    /** Of objects that are fields of this one, or elements of such. */
    JsonMismatch within(String field) {
        return new JsonMismatch(path + field + ".");
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            case OBJECT, POJO, BINARY, MISSING, NULL -> "object";
        };
    }
}
