package io.headrace.sdk.shape;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes values as their shapes say. Constraints of outputs are told in the schema and not checked. */
public final class ValueWriter {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Shapes shapes;
    private final JsonGenerator out;

    private ValueWriter(Shapes shapes, JsonGenerator out) {
        this.shapes = shapes;
        this.out = out;
    }

    /**
     * @return one line
     * @throws IllegalStateException when the value has no form in JSON: something in it is null, or no finite number
     */
    public static String write(Shapes shapes, Shape shape, Object value) {
        var text = new StringWriter();
        try (var out = JSON.createGenerator(text)) {
            new ValueWriter(shapes, out).value(shape, value);
        }
        return text.toString();
    }

    private void value(Shape shape, Object value) {
        switch (shape) {
            case Shape.Text _ -> out.writeString((String) value);
            case Shape.Whole _ -> out.writeNumber(((Number) value).longValue());
            case Shape.Decimal _ -> decimal((Number) value);
            case Shape.Truth() -> out.writeBoolean((Boolean) value);
            case Shape.Bytes _ -> out.writeBinary((byte[]) value);
            case Shape.Choice _ -> out.writeString(JsonName.ofConstant((Enum<?>) value));
            case Shape.Items(var element, var _) -> items(element, (List<?>) value);
            case Shape.Entries(var element, var _) -> entries(element, (Map<?, ?>) value);
            case Shape.Maybe(var inner) ->
                ((Optional<?>) value).ifPresentOrElse(present -> value(inner, present), out::writeNull);
            case Shape.Parts parts -> {
                out.writeStartObject();
                fields(parts, value);
                out.writeEndObject();
            }
            case Shape.Cases(var cases) -> oneOf(cases, value);
            case Shape.Named reference -> value(shapes.behind(reference), value);
        }
    }

    private void decimal(Number value) {
        if (!Double.isFinite(value.doubleValue())) {
            throw new IllegalStateException(value + " has no form in JSON");
        }
        if (value instanceof Float single) {
            out.writeNumber(single);
        } else {
            out.writeNumber(value.doubleValue());
        }
    }

    private void items(Shape element, List<?> values) {
        out.writeStartArray();
        for (Object value : values) {
            value(element, value);
        }
        out.writeEndArray();
    }

    private void entries(Shape element, Map<?, ?> values) {
        out.writeStartObject();
        values.forEach((name, value) -> {
            out.writeName(name.toString());
            value(element, value);
        });
        out.writeEndObject();
    }

    private void oneOf(Map<String, Shape.Named> cases, Object value) {
        var tag = JsonName.ofCase(value.getClass());
        var reference = cases.get(tag);
        if (reference == null || !(shapes.behind(reference) instanceof Shape.Parts parts)) {
            throw new IllegalStateException(value.getClass() + " is none of " + cases.keySet());
        }
        out.writeStartObject();
        out.writeStringProperty(Shape.Cases.TAG, tag);
        fields(parts, value);
        out.writeEndObject();
    }

    /** What is absent is left out. */
    private void fields(Shape.Parts shape, Object made) {
        for (int i = 0; i < shape.parts().size(); i++) {
            var part = shape.parts().get(i);
            var value = shape.type().part(made, i);
            if (!Optional.empty().equals(value)) {
                out.writeName(part.name());
                value(part.shape(), value);
            }
        }
    }
}
