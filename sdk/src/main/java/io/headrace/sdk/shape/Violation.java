package io.headrace.sdk.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * A place of an input that is not as its schema says (pipelines section 1.3).
 *
 * @param loc the way to it, from {@code "body"}: names, and indices as {@link Integer}
 * @param msg for people
 * @param type for programs: one of the words that the network's runners use, {@code missing} or {@code string_too_long}
 */
public record Violation(List<Object> loc, String msg, String type) {
    /** The whole input. */
    static final List<Object> BODY = List.of("body");

    public Violation {
        loc = List.copyOf(loc);
    }

    /** The place one step further. */
    static List<Object> at(List<Object> place, Object step) {
        var further = new ArrayList<>(place);
        further.add(step);
        return further;
    }
}
