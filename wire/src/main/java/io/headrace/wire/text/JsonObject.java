package io.headrace.wire.text;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lays the text of one JSON object out: compact, its fields in the order in which they are added, escaped as existing
 * nodes escape. One thread.
 */
public final class JsonObject {

    private static final JsonMapper JSON = new JsonMapper();

    private final StringBuilder text = new StringBuilder("{");

    public JsonObject text(String name, String value) {
        return json(name, quoted(value));
    }

    /** Left out when empty. */
    public JsonObject textIfAny(String name, String value) {
        return value.isEmpty() ? this : text(name, value);
    }

    public JsonObject number(String name, long value) {
        return json(name, Long.toString(value));
    }

    /**
     * Without trailing zeros.
     *
     * @param value finite
     */
    public JsonObject number(String name, double value) {
        return json(name, GoText.number(value));
    }

    public JsonObject texts(String name, List<String> values) {
        return json(name, array(values));
    }

    public JsonObject flag(String name, boolean value) {
        return json(name, Boolean.toString(value));
    }

    /** @param json a whole JSON value, taken over as it is */
    public JsonObject json(String name, String json) {
        if (text.length() > 1) {
            text.append(',');
        }
        text.append(quoted(name)).append(':').append(json);
        return this;
    }

    /** A JSON array of strings. */
    public static String array(List<String> values) {
        return values.stream().map(JsonObject::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    /** A JSON string. The characters that could end a script are escaped. */
    public static String quoted(String value) {
        return escaped(JSON.writeValueAsString(value));
    }

    /** The same JSON text with those characters escaped; they occur in nothing but strings. */
    public static String escaped(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** The text of it. */
    @Override
    public String toString() {
        return text + "}";
    }
}
