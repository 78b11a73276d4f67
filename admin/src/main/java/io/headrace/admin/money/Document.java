package io.headrace.admin.money;

import java.util.LinkedHashMap;
import java.util.Map;

/** Fields of an answer in their order; values of the domain become text, numbers of rounds and the like stay numbers. */
final class Document {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    Document with(String name, Object value) {
        fields.put(name, value.toString());
        return this;
    }

    Document with(String name, long number) {
        fields.put(name, number);
        return this;
    }

    Document with(String name, boolean flag) {
        fields.put(name, flag);
        return this;
    }

    Document with(String name, Iterable<Map<String, Object>> list) {
        fields.put(name, list);
        return this;
    }

    Map<String, Object> fields() {
        return fields;
    }

    Report done() {
        return new Report.Done(fields);
    }
}
