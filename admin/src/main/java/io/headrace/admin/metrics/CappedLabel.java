package io.headrace.admin.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of a label that strangers choose: the first ones as they are, {@code other} for all that come later, so that
 * nobody can grow the memory of the node and of whoever scrapes it. Any thread.
 */
final class CappedLabel {

    static final String OTHER = "other";

    private static final int MAX_LENGTH = 100;

    private final int limit;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    CappedLabel(int limit) {
        this.limit = limit;
    }

    String of(String value) {
        if (value.length() > MAX_LENGTH) {
            return OTHER;
        }
        return known.contains(value) || admits(value) ? value : OTHER;
    }

    private synchronized boolean admits(String value) {
        return known.contains(value) || (known.size() < limit && known.add(value));
    }
}
