package io.headrace.wire.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The fields of one JSON object, read as existing nodes read them: names in any case, the last of two equal names
 * counts, {@code null} counts as absent, unknown fields are passed over, and a value of the wrong type is refused.
 */
public final class JsonFields {

    private final Map<String, JsonNode> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final JsonMismatch mismatch;

    private JsonFields(JsonNode object, JsonMismatch mismatch) {
        this.mismatch = mismatch;
        object.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue());
            }
        });
    }

    static JsonFields of(JsonNode object, String type) {
        return new JsonFields(object, new JsonMismatch(type.substring(type.lastIndexOf('.') + 1) + "."));
    }

    /** @param type how errors name the object */
    public static JsonFields parse(String text, String type) throws UnreadableException {
        return of(JsonText.object(text, type), type);
    }

    /**
     * The objects of a list that is a whole document.
     *
     * @param type how errors name the list
     */
    public static List<JsonFields> parseList(String text, String type) throws UnreadableException {
        return JsonText.objects(text, type)
                .valueStream()
                .map(element -> of(element, type))
                .toList();
    }

    /** Empty when absent. */
    public String text(String name) throws UnreadableException {
        var value = fields.get(name);
        if (value == null) {
            return "";
        }
        if (!value.isString()) {
            throw mismatch.of(value, name, "string");
        }
        return value.stringValue();
    }

    /** 0 when absent. */
    public int integer(String name) throws UnreadableException {
        return number(name, Integer.MIN_VALUE, "int");
    }

    /** 0 when absent. */
    public int unsigned(String name) throws UnreadableException {
        return number(name, 0, "uint");
    }

    /** Of 64 bits; empty when absent. A fraction is cut off. */
    public OptionalLong whole(String name) throws UnreadableException {
        var value = fields.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!value.isNumber()) {
            throw mismatch.of(value, name, "int64");
        }
        if (!(Math.abs(real(value)) < Long.MAX_VALUE)) {
            throw mismatch.ofNumber(value, name, "int64");
        }
        return OptionalLong.of(value.decimalValue().longValue());
    }

    /** Empty when absent; finite. */
    public OptionalDouble decimal(String name) throws UnreadableException {
        var value = fields.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber()) {
            throw mismatch.of(value, name, "float64");
        }
        return OptionalDouble.of(finite(value, name));
    }

    private double finite(JsonNode value, String name) throws UnreadableException {
        double real = real(value);
        if (!Double.isFinite(real)) {
            throw mismatch.ofNumber(value, name, "float64");
        }
        return real;
    }

    /** Infinite where there is no such double. */
    private static double real(JsonNode number) {
        return number.decimalValue().doubleValue();
    }

    /** False when absent. */
    public boolean flag(String name) throws UnreadableException {
        var value = fields.get(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw mismatch.of(value, name, "bool");
        }
        return value.booleanValue();
    }

    /** Empty when absent; elements that are {@code null} become empty texts. */
    public List<String> texts(String name) throws UnreadableException {
        var texts = new ArrayList<String>();
        for (var element : list(name, "[]string").orElse(List.of())) {
            if (!element.isString() && !element.isNull()) {
                throw mismatch.of(element, name, "string");
            }
            texts.add(element.isNull() ? "" : element.stringValue());
        }
        return texts;
    }

    /** Empty when absent, which is not the same as a list of none. */
    public Optional<List<JsonFields>> objects(String name, String type) throws UnreadableException {
        var elements = list(name, "[]" + type);
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        var objects = new ArrayList<JsonFields>();
        for (var element : elements.get()) {
            if (!element.isObject() && !element.isNull()) {
                throw mismatch.of(element, name, type);
            }
            objects.add(new JsonFields(element, mismatch.within(name)));
        }
        return Optional.of(objects);
    }

    /** With all its digits; empty when absent. */
    public Optional<BigDecimal> exact(String name) throws UnreadableException {
        return decimal(name).isPresent()
                ? Optional.ofNullable(fields.get(name)).map(JsonNode::decimalValue)
                : Optional.empty();
    }

    /** Numbers, where {@code null} stands for one that is absent; empty when the list is. */
    public List<OptionalDouble> decimals(String name) throws UnreadableException {
        var decimals = new ArrayList<OptionalDouble>();
        for (var element : list(name, "[]float64").orElse(List.of())) {
            if (!element.isNumber() && !element.isNull()) {
                throw mismatch.of(element, name, "float64");
            }
            decimals.add(element.isNull() ? OptionalDouble.empty() : OptionalDouble.of(finite(element, name)));
        }
        return decimals;
    }

    /** Lists of objects within a list; empty when it is absent. */
    public List<List<JsonFields>> lists(String name) throws UnreadableException {
        var lists = new ArrayList<List<JsonFields>>();
        for (var inner : list(name, "[][]object").orElse(List.of())) {
            if (!inner.isArray() || !inner.valueStream().allMatch(JsonNode::isObject)) {
                throw mismatch.of(inner, name, "[]object");
            }
            lists.add(inner.valueStream()
                    .map(element -> new JsonFields(element, mismatch.within(name)))
                    .toList());
        }
        return lists;
    }

    /** Its fields; without any when absent. */
    public JsonFields object(String name) throws UnreadableException {
        var value = fields.get(name);
        if (value != null && !value.isObject()) {
            throw mismatch.of(value, name, "object");
        }
        return new JsonFields(value == null ? JsonNodeFactory.instance.objectNode() : value, mismatch.within(name));
    }

    /**
     * An object as compact JSON text, its fields in the order in which they came; empty when absent.
     *
     * @throws UnreadableException when it is something else
     */
    public Optional<String> objectText(String name) throws UnreadableException {
        var value = fields.get(name);
        if (value != null && !value.isObject()) {
            throw mismatch.of(value, name, "map[string]interface {}");
        }
        return Optional.ofNullable(value).map(JsonNode::toString);
    }

    public boolean isText(String name, String text) {
        var value = fields.get(name);
        return value != null && value.isString() && value.stringValue().equals(text);
    }

    public boolean isObject(String name) {
        var value = fields.get(name);
        return value != null && value.isObject();
    }

    public boolean isList(String name) {
        var value = fields.get(name);
        return value != null && value.isArray();
    }

    /** Whether it is there and not {@code null}. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Of the fields that are not {@code null}. */
    public Set<String> names() {
        return Set.copyOf(fields.keySet());
    }

    private Optional<List<JsonNode>> list(String name, String type) throws UnreadableException {
        var value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isArray()) {
            throw mismatch.of(value, name, type);
        }
        return Optional.of(value.valueStream().toList());
    }

    private int number(String name, int min, String type) throws UnreadableException {
        var value = fields.get(name);
        if (value == null) {
            return 0;
        }
        if (!value.isNumber()) {
            throw mismatch.of(value, name, type);
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min) {
            throw mismatch.ofNumber(value, name, type);
        }
        return value.intValue();
    }
}
