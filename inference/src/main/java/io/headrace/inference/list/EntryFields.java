package io.headrace.inference.list;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The fields of one entry of a list. What is wrong with one is said with the file, the entry and the field. */
record EntryFields(String file, int number, JsonNode entry) {

    private static final int MOST_DIGITS = 80;
    private static final int MOST_SCALE = 60;

    IllegalArgumentException wrong(String field, String why) {
        return new IllegalArgumentException(file + ", entry " + number + ", \"" + field + "\": " + why);
    }

    /** Those that nobody reads. */
    Iterable<String> unknown(Set<String> known) {
        return entry.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .toList();
    }

    boolean has(String field) {
        return !node(field).isMissingNode() && !node(field).isNull();
    }

    JsonNode node(String field) {
        return entry.path(field);
    }

    /** Not blank. */
    String text(String field) {
        var text = text(field, "");
        if (text.isBlank()) {
            throw wrong(field, "is missing");
        }
        return text;
    }

    String text(String field, String otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (!node(field).isString()) {
            throw wrong(field, "is " + node(field) + ", not a text in quotes");
        }
        return node(field).asString().strip();
    }

    boolean isTrue(String field) {
        if (has(field) && !node(field).isBoolean()) {
            throw wrong(field, "is " + node(field) + ", not true or false");
        }
        return node(field).asBoolean(false);
    }

    /** A whole number, in quotes or not. */
    long whole(String field, long otherwise, long most) {
        if (!has(field)) {
            return otherwise;
        }
        var number = decimal(field, scalar(field));
        if (number.stripTrailingZeros().scale() > 0
                || number.signum() <= 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw wrong(field, "is " + number + ", not a whole number from 1 to " + most);
        }
        return number.longValueExact();
    }

    /** A number or a text, as text. */
    String scalar(String field) {
        return scalarOf(node(field)).orElseThrow(() -> wrong(field, "is " + node(field) + ", not a number"));
    }

    static Optional<String> scalarOf(JsonNode node) {
        return node.isString() || node.isNumber() || node.isBoolean()
                ? Optional.of(node.asString().strip())
                : Optional.empty();
    }

    BigDecimal decimal(String field, String text) {
        try {
            var number = new BigDecimal(text);
            if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_SCALE) {
                throw wrong(field, "is a number that nobody can mean: " + text);
            }
            return number;
        } catch (NumberFormatException noNumber) {
            throw wrong(field, "is \"" + text + "\", not a number");
        }
    }
}
