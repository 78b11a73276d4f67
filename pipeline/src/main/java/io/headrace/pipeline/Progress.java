package io.headrace.pipeline;

import java.util.OptionalLong;

/**
 * How far a piece of work is, in steps of one kind: pictures of a film, as a rule.
 *
 * @param done steps; may come out above {@code whole}, which is an expectation
 * @param whole steps that are expected, at least 1; empty when nobody knows
 */
public record Progress(long done, OptionalLong whole) {

    public Progress {
        if (done < 0 || whole.orElse(1) < 1) {
            throw new IllegalArgumentException(done + " of " + whole + " steps are done");
        }
    }

    /** @param expected 0 when nobody knows */
    public static Progress of(long done, long expected) {
        return new Progress(done, expected < 1 ? OptionalLong.empty() : OptionalLong.of(expected));
    }

    /** With what somebody else expects, where it says nothing of that itself. */
    public Progress expecting(long steps) {
        return whole.isPresent() ? this : of(done, steps);
    }
}
