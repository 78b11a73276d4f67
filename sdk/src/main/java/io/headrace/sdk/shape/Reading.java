package io.headrace.sdk.shape;

import java.util.List;

/** What became of an attempt to read an input. */
public sealed interface Reading {
    /** @param value of the type whose shape was read, with all constraints kept */
    record Read(Object value) implements Reading {}

    /** @param violations at least one; not all, when there are very many */
    record Refused(List<Violation> violations) implements Reading {
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
