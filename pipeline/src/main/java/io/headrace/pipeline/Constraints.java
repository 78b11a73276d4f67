package io.headrace.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Conditions that are no bits.
 *
 * @param minVersion the lowest version of a peer that is accepted; empty for any
 * @param perCapability by capability id, then by model id, in ascending order
 */
public record Constraints(String minVersion, Map<Integer, Map<String, ModelConstraint>> perCapability) {
    public static final Constraints NONE = new Constraints("", Map.of());

    public Constraints {
        var sorted = new TreeMap<Integer, Map<String, ModelConstraint>>();
        perCapability.forEach((id, models) -> sorted.put(id, Collections.unmodifiableMap(new TreeMap<>(models))));
        perCapability = Collections.unmodifiableMap(sorted);
    }
}
