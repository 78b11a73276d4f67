package io.headrace.sdk.shape;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes shapes in JSON Schema 2020-12, which OpenAPI 3.1 speaks too.
 *
 * @param prefix what the names of records are looked up under: {@code #/$defs/}
 */
public record JsonSchema(Shapes shapes, String prefix) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** One type as a document of its own. */
    public static ObjectNode document(Shapes shapes, Shape root) {
        var schema = new JsonSchema(shapes, "#/$defs/");
        var document = JSON.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.setAll(schema.of(root));
        document.set("$defs", schema.definitions(shapes.namesIn(root)));
        return document;
    }

    /** Of all that has a name. */
    public ObjectNode definitions() {
        return definitions(shapes.named().keySet());
    }

    private ObjectNode definitions(Set<String> names) {
        var definitions = JSON.createObjectNode();
        names.forEach(name -> definitions.set(name, of(shapes.named(name))));
        return definitions;
    }

    /** Of one place. */
    public ObjectNode of(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> text(text);
            case Shape.Whole whole -> whole(whole);
            case Shape.Decimal decimal -> decimal(decimal);
            case Shape.Truth() -> typed("boolean");
            case Shape.Bytes(var size) -> bytes(size);
            case Shape.Choice(var constants) -> {
                var words = typed("string");
                constants.keySet().forEach(words.putArray("enum")::add);
                yield words;
            }
            case Shape.Items(var element, var size) -> {
                var list = typed("array");
                list.set("items", of(element));
                yield limited(list, "minItems", "maxItems", size);
            }
            case Shape.Entries(var value, var size) -> {
                var map = typed("object");
                map.set("additionalProperties", of(value));
                yield limited(map, "minProperties", "maxProperties", size);
            }
            case Shape.Maybe(var inner) -> {
                var either = JSON.createObjectNode();
                either.putArray("anyOf").add(of(inner)).add(typed("null"));
                yield either;
            }
            case Shape.Parts parts -> parts(parts);
            case Shape.Cases(var cases) -> cases(cases);
            case Shape.Named(var name, var _) -> reference(name);
        };
    }

    private static ObjectNode typed(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private ObjectNode reference(String name) {
        return JSON.createObjectNode().put("$ref", prefix + name);
    }

    private static ObjectNode limited(ObjectNode schema, String min, String max, Shape.Extent size) {
        if (size.min() > 0) {
            schema.put(min, size.min());
        }
        if (size.max() < Integer.MAX_VALUE) {
            schema.put(max, size.max());
        }
        return schema;
    }

    private static ObjectNode text(Shape.Text shape) {
        var schema = limited(typed("string"), "minLength", "maxLength", shape.size());
        return switch (shape.wording()) {
            case Shape.Wording.Anything() -> schema;
            case Shape.Wording.Something() -> schema.put("pattern", "\\S");
            case Shape.Wording.Matching(var pattern) -> schema.put("pattern", "^(?:" + pattern + ")$");
        };
    }

    private static ObjectNode whole(Shape.Whole shape) {
        var schema = typed("integer").put("format", shape.width() == Shape.Width.SINGLE ? "int32" : "int64");
        var type = Shape.Whole.of(shape.width());
        if (shape.min() > type.min()) {
            schema.put("minimum", shape.min());
        }
        if (shape.max() < type.max()) {
            schema.put("maximum", shape.max());
        }
        return schema;
    }

    private static ObjectNode decimal(Shape.Decimal shape) {
        var schema = typed("number").put("format", shape.width() == Shape.Width.SINGLE ? "float" : "double");
        var type = Shape.Decimal.of(shape.width());
        if (shape.min() > type.min()) {
            schema.put("minimum", shape.min());
        }
        if (shape.max() < type.max()) {
            schema.put("maximum", shape.max());
        }
        return schema;
    }

    /** A schema counts characters: four for every three bytes that have begun. */
    private static ObjectNode bytes(Shape.Extent size) {
        var schema = typed("string").put("contentEncoding", "base64");
        if (size.min() > 0) {
            schema.put("minLength", base64Length(size.min()));
        }
        if (size.max() < Integer.MAX_VALUE) {
            schema.put("maxLength", base64Length(size.max()));
        }
        return schema;
    }

    private static long base64Length(int bytes) {
        return (bytes + 2L) / 3 * 4;
    }

    private ObjectNode parts(Shape.Parts shape) {
        var schema = typed("object");
        var properties = schema.putObject("properties");
        var required = JSON.createArrayNode();
        for (var part : shape.parts()) {
            var property = of(part.shape());
            if (!part.doc().isEmpty()) {
                property.put("description", part.doc());
            }
            properties.set(part.name(), property);
            if (part.isRequired()) {
                required.add(part.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private ObjectNode cases(Map<String, Shape.Named> cases) {
        var schema = JSON.createObjectNode();
        var each = schema.putArray("oneOf");
        cases.forEach((word, record) -> {
            var one = reference(record.name());
            one.putObject("properties").putObject(Shape.Cases.TAG).put("const", word);
            one.putArray("required").add(Shape.Cases.TAG);
            each.add(one);
        });
        return schema;
    }
}
