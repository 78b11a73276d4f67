package io.headrace.admin;

import java.util.List;
import java.util.stream.Stream;

/** What keeps a node from taking work, as far as it knows by itself. Any thread; does not block. */
@FunctionalInterface
public interface Readiness {

    /** Of a node that depends on nothing. */
    Readiness ALWAYS = List::of;

    /** Empty when nothing does. */
    List<Hindrance> hindrances();

    /** What either knows. */
    default Readiness and(Readiness other) {
        return () -> Stream.concat(hindrances().stream(), other.hindrances().stream())
                .toList();
    }
}
