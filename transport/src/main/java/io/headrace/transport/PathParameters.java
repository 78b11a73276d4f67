package io.headrace.transport;

import java.util.Map;

/** What stood in the braces of the {@link PathPattern} that a request matched. */
public record PathParameters(Map<String, String> values) {
    public PathParameters {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException when the pattern has no such name */
    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route names no {" + name + "}, only " + values.keySet());
        }
        return value;
    }
}
