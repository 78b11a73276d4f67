package io.headrace.admin.money;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a change that was asked for ended. */
public sealed interface Report {

    /** @param document what changed, in the order in which it is printed; money in decimal digits */
    record Done(Map<String, Object> document) implements Report {
        public Done {
            document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
        }
    }

    /**
     * The contract or this node's own guard refused.
     *
     * @param reason the contract's own words, or {@code spending refused}
     * @param sentence what was tried, why not, and what to do
     */
    record Refused(String reason, String sentence) implements Report {}

    /** The chain could not be asked, or did not say in time how it ended. */
    record Failed(String sentence) implements Report {}
}
