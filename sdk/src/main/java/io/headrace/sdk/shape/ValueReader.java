package io.headrace.sdk.shape;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes values of JSON, and finds all that is wrong with it at once. Fields that no schema names are passed over, as the
 * network does. Of JSON from strangers are taken {@value #DEPTH} levels, {@value #TOKENS} tokens, numbers of
 * {@value #DIGITS} characters, and each name once in an object. One reader reads one value.
 */
public final class ValueReader {
    static final int DEPTH = 64;
    static final int TOKENS = 500_000;
    static final int DIGITS = 400;
    static final int MAX_VIOLATIONS = 32;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxTokenCount(TOKENS)
                            .maxNumberLength(DIGITS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Shapes shapes;
    private final PlainReader plain = new PlainReader(this::refuse);
    private final List<Violation> violations = new ArrayList<>();

    private ValueReader(Shapes shapes) {
        this.shapes = shapes;
    }

    /** @param json in UTF-8 */
    public static Reading read(Shapes shapes, Shape shape, byte[] json) {
        JsonNode document;
        try {
            document = JSON.readTree(new String(json, UTF_8));
        } catch (JacksonException unreadable) {
            return new Reading.Refused(List.of(notJson(unreadable)));
        }
        if (document.isMissingNode()) {
            return new Reading.Refused(List.of(new Violation(Violation.BODY, "The body is empty", "json_invalid")));
        }
        var reader = new ValueReader(shapes);
        return reader.value(shape, document, Violation.BODY)
                .filter(_ -> reader.violations.isEmpty())
                .<Reading>map(Reading.Read::new)
                .orElseGet(() -> new Reading.Refused(reader.violations));
    }

    private static Violation notJson(JacksonException unreadable) {
        var where = unreadable.getLocation();
        var place = where == null ? "" : ", at line " + where.getLineNr() + ", column " + where.getColumnNr();
        return new Violation(
                Violation.BODY,
                "No JSON that is read here: " + unreadable.getOriginalMessage() + place,
                "json_invalid");
    }

    /** Empty when something in it was refused. */
    private Optional<Object> value(Shape shape, JsonNode node, List<Object> at) {
        return switch (shape) {
            case Shape.Text text -> plain.text(text, node, at);
            case Shape.Whole whole -> plain.whole(whole, node, at);
            case Shape.Decimal decimal -> plain.decimal(decimal, node, at);
            case Shape.Truth() -> plain.truth(node, at);
            case Shape.Bytes bytes -> plain.bytes(bytes, node, at);
            case Shape.Choice choice -> plain.choice(choice, node, at);
            case Shape.Items items -> items(items, node, at);
            case Shape.Entries entries -> entries(entries, node, at);
            case Shape.Maybe(var inner) ->
                node.isNull()
                        ? Optional.of(Optional.empty())
                        : value(inner, node, at).map(Optional::of);
            case Shape.Parts parts -> parts(parts, node, at);
            case Shape.Cases cases -> cases(cases, node, at);
            case Shape.Named reference -> value(shapes.behind(reference), node, at);
        };
    }

    private Optional<Object> items(Shape.Items shape, JsonNode node, List<Object> at) {
        if (!node.isArray()) {
            return refuse(at, "list_type", "Input should be a valid list");
        }
        if (!plain.sized(shape.size(), node.size(), at)) {
            return Optional.empty();
        }
        var values = new ArrayList<Object>(node.size());
        for (int i = 0; i < node.size() && isInterested(); i++) {
            value(shape.element(), node.get(i), Violation.at(at, i)).ifPresent(values::add);
        }
        return values.size() == node.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private Optional<Object> entries(Shape.Entries shape, JsonNode node, List<Object> at) {
        if (!node.isObject()) {
            return refuse(at, "dict_type", "Input should be a valid dictionary");
        }
        if (!plain.sized(shape.size(), node.size(), at)) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, Object>();
        for (var entry : node.properties()) {
            if (isInterested()) {
                value(shape.value(), entry.getValue(), Violation.at(at, entry.getKey()))
                        .ifPresent(value -> values.put(entry.getKey(), value));
            }
        }
        return values.size() == node.size() ? Optional.of(Collections.unmodifiableMap(values)) : Optional.empty();
    }

    private Optional<Object> parts(Shape.Parts shape, JsonNode node, List<Object> at) {
        if (!node.isObject()) {
            return refuse(at, "model_type", "Input should be an object with the fields of " + shape.type());
        }
        var values = new ArrayList<Object>();
        for (var part : shape.parts()) {
            part(part, node.get(part.name()), Violation.at(at, part.name())).ifPresent(values::add);
        }
        return values.size() == shape.parts().size() ? made(shape.type(), values, at) : Optional.empty();
    }

    private Optional<Object> part(Shape.Part part, @Nullable JsonNode node, List<Object> at) {
        if (node != null) {
            return value(part.shape(), node, at);
        }
        return part.isRequired() ? refuse(at, "missing", "Field required") : Optional.of(Optional.empty());
    }

    /** A record may know more about its values than its schema says. */
    private Optional<Object> made(RecordType type, List<Object> values, List<Object> at) {
        try {
            return Optional.of(type.make(values.toArray()));
        } catch (IllegalArgumentException invalid) {
            return refuse(at, "value_error", "Value error, " + invalid.getMessage());
        }
    }

    private Optional<Object> cases(Shape.Cases shape, JsonNode node, List<Object> at) {
        var tag = node.path(Shape.Cases.TAG);
        if (tag.isMissingNode()) {
            return refuse(
                    at, "union_tag_not_found", "Unable to extract tag using discriminator '" + Shape.Cases.TAG + "'");
        }
        var found = shape.cases().get(tag.isString() ? tag.stringValue() : "");
        return found == null
                ? refuse(
                        at,
                        "union_tag_invalid",
                        "'" + Shape.Cases.TAG + "' should be one of "
                                + String.join(", ", shape.cases().keySet()))
                : value(found, node, at);
    }

    /** Whether one more violation would be told. */
    private boolean isInterested() {
        return violations.size() < MAX_VIOLATIONS;
    }

    private Optional<Object> refuse(List<Object> at, String type, String msg) {
        if (isInterested()) {
            violations.add(new Violation(at, msg, type));
        }
        return Optional.empty();
    }
}
