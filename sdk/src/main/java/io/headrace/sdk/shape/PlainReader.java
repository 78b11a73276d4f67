package io.headrace.sdk.shape;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what is no container. */
final class PlainReader {
    /** Takes down what is wrong. */
    @FunctionalInterface
    interface Refusing {
        /** Always empty. */
        Optional<Object> refuse(List<Object> at, String type, String msg);
    }

    private final Refusing refusing;

    PlainReader(Refusing refusing) {
        this.refusing = refusing;
    }

    Optional<Object> text(Shape.Text shape, JsonNode node, List<Object> at) {
        if (!node.isString()) {
            return refuse(at, "string_type", "Input should be a valid string");
        }
        var text = node.stringValue();
        int length = text.codePointCount(0, text.length());
        var size = shape.size();
        if (length < size.min()) {
            return refuse(at, "string_too_short", "String should have at least " + size.min() + " characters");
        }
        if (length > size.max()) {
            return refuse(at, "string_too_long", "String should have at most " + size.max() + " characters");
        }
        return switch (shape.wording()) {
            case Shape.Wording.Anything() -> Optional.of(text);
            case Shape.Wording.Something() ->
                text.isBlank() ? refuse(at, "string_blank", "String should not be blank") : Optional.of(text);
            case Shape.Wording.Matching(var pattern) ->
                pattern.matcher(text).matches()
                        ? Optional.of(text)
                        : refuse(at, "string_pattern_mismatch", "String should match pattern '" + pattern + "'");
        };
    }

    Optional<Object> whole(Shape.Whole shape, JsonNode node, List<Object> at) {
        if (!node.isNumber()) {
            return refuse(at, "int_type", "Input should be a valid integer");
        }
        // Compared before it is expanded: 1e999999999 is short, and a thousand million digits long.
        var number = node.decimalValue();
        if (number.compareTo(BigDecimal.valueOf(shape.min())) < 0) {
            return tooSmall(at, Long.toString(shape.min()));
        }
        if (number.compareTo(BigDecimal.valueOf(shape.max())) > 0) {
            return tooLarge(at, Long.toString(shape.max()));
        }
        try {
            long value = number.longValueExact();
            return Optional.of(shape.width() == Shape.Width.SINGLE ? (Object) Math.toIntExact(value) : (Object) value);
        } catch (ArithmeticException fraction) {
            return refuse(at, "int_from_float", "Input should be a valid integer, got a number with a fractional part");
        }
    }

    Optional<Object> decimal(Shape.Decimal shape, JsonNode node, List<Object> at) {
        if (!node.isNumber()) {
            return refuse(at, "float_type", "Input should be a valid number");
        }
        double value = node.decimalValue().doubleValue();
        if (value < shape.min()) {
            return tooSmall(at, Double.toString(shape.min()));
        }
        if (value > shape.max()) {
            return tooLarge(at, Double.toString(shape.max()));
        }
        return Optional.of(shape.width() == Shape.Width.SINGLE ? (Object) (float) value : (Object) value);
    }

    private Optional<Object> tooSmall(List<Object> at, String least) {
        return refuse(at, "greater_than_equal", "Input should be greater than or equal to " + least);
    }

    private Optional<Object> tooLarge(List<Object> at, String most) {
        return refuse(at, "less_than_equal", "Input should be less than or equal to " + most);
    }

    Optional<Object> truth(JsonNode node, List<Object> at) {
        return node.isBoolean()
                ? Optional.of(node.booleanValue())
                : refuse(at, "bool_type", "Input should be a valid boolean");
    }

    Optional<Object> bytes(Shape.Bytes shape, JsonNode node, List<Object> at) {
        if (!node.isString()) {
            return refuse(at, "bytes_type", "Input should be a string of base64");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(node.stringValue());
        } catch (IllegalArgumentException invalid) {
            return refuse(at, "bytes_invalid_encoding", "Data should be valid base64: " + invalid.getMessage());
        }
        return sized(shape.size(), bytes.length, at) ? Optional.of(bytes) : Optional.empty();
    }

    Optional<Object> choice(Shape.Choice shape, JsonNode node, List<Object> at) {
        var constant = shape.constants().get(node.isString() ? node.stringValue() : "");
        return constant == null
                ? refuse(
                        at,
                        "enum",
                        "Input should be one of "
                                + String.join(", ", shape.constants().keySet()))
                : Optional.of(constant);
    }

    /** Whether as many are allowed. */
    boolean sized(Shape.Extent size, int count, List<Object> at) {
        if (count < size.min()) {
            refuse(at, "too_short", "Input should have at least " + size.min() + " elements, not " + count);
        } else if (count > size.max()) {
            refuse(at, "too_long", "Input should have at most " + size.max() + " elements, not " + count);
        }
        return count >= size.min() && count <= size.max();
    }

    private Optional<Object> refuse(List<Object> at, String type, String msg) {
        return refusing.refuse(at, type, msg);
    }
}
